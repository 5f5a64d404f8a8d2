package io.fedbackup.planning.naming;

/**
 * Labels on everything that fedbackup writes into an application cluster, and the label that every
 * ApplicationCluster has on the backup cluster.
 */
public final class Labels {
  /** Which installation wrote the object; value as of option {@code installation}. */
  public static final String INSTALLATION = "fedbackup.io/installation";

  /** Kind of our object for which this one was written, for example {@code BackupSchedule}. */
  public static final String KIND = "fedbackup.io/kind";

  /** {@link ClusterKey#hash()} of the cluster for which the object was written. */
  public static final String CLUSTER = "fedbackup.io/cluster";

  /** On every ApplicationCluster: its own name, so that a selector can mean all clusters. */
  public static final String CLUSTER_NAME = "fedbackup.io/cluster-name";

  private Labels() {}
}
