package io.fedbackup.reconciler.remote;

import java.util.Comparator;

/**
 * Which ApplicationCluster object: an object of the backup cluster, not the cluster behind it.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record ClusterName(String namespace, String name) implements Comparable<ClusterName> {
  private static final Comparator<ClusterName> ORDER =
      Comparator.comparing(ClusterName::namespace).thenComparing(ClusterName::name);

  @Override
  public int compareTo(ClusterName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
