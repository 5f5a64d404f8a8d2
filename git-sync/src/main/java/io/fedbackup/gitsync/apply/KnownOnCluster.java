package io.fedbackup.gitsync.apply;

import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.validate.KnownObjects;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Objects that are on the backup cluster and stay there: those of others. What the owner itself
 * applied and no longer has in Git is about to be pruned, so nothing may refer to it.
 */
public final class KnownOnCluster implements KnownObjects {
  private final Objects objects;
  private final Catalog catalog;
  private final Owner owner;

  /** For the objects that this account sees. */
  public KnownOnCluster(Objects objects, Catalog catalog, Owner owner) {
    this.objects = objects;
    this.catalog = catalog;
    this.owner = owner;
  }

  @Override
  public Set<ObjectKey> existing(Set<ObjectKey> keys) {
    Set<ObjectKey> found = new HashSet<>();
    for (ObjectKey key : keys) {
      Optional<LiveObject> live =
          catalog.find(key.kind()).flatMap(kind -> objects.get(kind, key.namespace(), key.name()));
      if (live.filter(object -> !owner.owns(object.json()) && !object.isBeingRemoved())
          .isPresent()) {
        found.add(key);
      }
    }
    return found;
  }
}
