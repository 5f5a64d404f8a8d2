package io.fedbackup.reconciler.schedule;

import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.stork.StorkDocuments;
import io.fedbackup.planning.stork.Target;
import io.fedbackup.reconciler.remote.RemoteCluster;

/**
 * The work on one cluster for one schedule.
 *
 * @param cluster where
 * @param key which cluster it is
 * @param wish what is wanted
 */
record Work(RemoteCluster cluster, ClusterKey key, Wish wish) {
  StorkDocuments documents() {
    return new StorkDocuments(new Target(cluster.installation(), key));
  }

  String storkName() {
    return wish.storkName(cluster.installation(), key);
  }

  /** The cluster's name, for messages. */
  String name() {
    return cluster.key().name();
  }
}
