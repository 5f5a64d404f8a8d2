package io.fedbackup.reconciler.remote;

/**
 * Which cluster stands behind an ApplicationCluster.
 *
 * @param clusterUid UID of its namespace kube-system
 * @param adminNamespace namespace that Stork resources are written to
 * @param hash first 10 hex digits of the SHA-256 of {@code clusterUid/adminNamespace}; value of
 *     label {@code fedbackup.io/cluster}
 */
public record ClusterIdentity(String clusterUid, String adminNamespace, String hash) {}
