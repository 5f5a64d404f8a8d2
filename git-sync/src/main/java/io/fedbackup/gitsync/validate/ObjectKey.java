package io.fedbackup.gitsync.validate;

import java.util.Comparator;

/**
 * Names one object of this API group; the namespace is never empty for objects that are to be
 * applied.
 */
public record ObjectKey(String kind, String namespace, String name)
    implements Comparable<ObjectKey> {

  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::kind)
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }

  /** {@code Kind/name}. */
  public String shortName() {
    return kind + "/" + name;
  }

  /** {@code Kind namespace/name}. */
  @Override
  public String toString() {
    return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
