package io.fedbackup.reconciler.drift;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.reconciler.remote.ClusterName;

/**
 * What is written down of the drift on each cluster. Never blocks, never fails: what it is told is
 * written soon. Safe for use by many threads.
 */
public interface DriftBook {

  /** This differs from what is intended. */
  void found(ClusterName cluster, DriftEntry entry);

  /** An instruction is as intended, whatever was wrong with it before. */
  void asIntended(ClusterName cluster, String kind, String name);
}
