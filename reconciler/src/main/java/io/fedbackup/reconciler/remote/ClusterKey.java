package io.fedbackup.reconciler.remote;

/**
 * Which ApplicationCluster object: an object of the backup cluster, not the cluster behind it.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record ClusterKey(String namespace, String name) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
