package io.fedbackup.gitsync.watch;

import io.fedbackup.gitsync.validate.ObjectKey;

/**
 * What one watch looks at: the objects of one kind in one namespace that GitSyncs of one namespace
 * have applied, with the rights of one account.
 *
 * @param account as the API server knows it
 * @param home namespace of the GitSyncs
 */
public record Spot(String account, String home, String kind, String namespace) {
  /** Whether an object is here, whoever has applied it. */
  boolean holds(ObjectKey key) {
    return kind.equals(key.kind()) && namespace.equals(key.namespace());
  }

  /** As people are told. */
  @Override
  public String toString() {
    return "%s in namespace %s as %s".formatted(kind, namespace, account);
  }
}
