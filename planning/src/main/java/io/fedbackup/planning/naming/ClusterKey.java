package io.fedbackup.planning.naming;

/**
 * What makes two clusters the same for us: the UID of kube-system, and the namespace to which Stork
 * resources are written.
 *
 * @param clusterUid UID of the cluster's namespace kube-system
 * @param adminNamespace Stork's admin namespace
 */
public record ClusterKey(String clusterUid, String adminNamespace) {

  /** Refuses empty parts: they would make different clusters equal. */
  public ClusterKey {
    if (clusterUid.isBlank() || adminNamespace.isBlank()) {
      throw new IllegalArgumentException("cluster UID and admin namespace must be known");
    }
  }

  /** First 10 hexadecimal digits of the SHA-256 of {@code clusterUID/adminNamespace}. */
  public String hash() {
    return Hash.hex(clusterUid + "/" + adminNamespace, 10);
  }
}
