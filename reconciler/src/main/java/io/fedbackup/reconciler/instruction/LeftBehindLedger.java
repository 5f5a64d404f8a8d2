package io.fedbackup.reconciler.instruction;

import io.fedbackup.api.v1alpha1.LeftBehind;
import io.fedbackup.reconciler.remote.ClusterName;
import java.util.Collection;

/**
 * Where is written down what a removal leaves on a cluster when its time is over, so that it is
 * taken back when the cluster is there again. Write here before the finalizer goes.
 */
@FunctionalInterface
public interface LeftBehindLedger {
  /**
   * Adds what is not in it yet. Sends requests to the backup cluster.
   *
   * @param cluster where they stay
   * @param left with UID, without namespace and time
   * @return false if it could not be written now: try again soon. True also if there is no such
   *     ApplicationCluster any more, or it goes itself
   */
  boolean add(ClusterName cluster, Collection<LeftBehind> left);
}
