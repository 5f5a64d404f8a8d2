package io.fedbackup.reconciler.drift;

import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.reconciler.remote.ClusterName;

/** Is told of drift. Safe for use by many threads. */
@FunctionalInterface
public interface DriftSink {

  /**
   * An instruction made for {@code owner} was not as intended and is put right now. To be called
   * before the correction is written.
   */
  void report(Regarding owner, Drift drift);

  /** An instruction is as intended; to be called whenever that was made sure of. Cheap. */
  default void asIntended(ClusterName cluster, String kind, String name) {}
}
