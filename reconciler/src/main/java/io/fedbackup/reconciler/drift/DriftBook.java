package io.fedbackup.reconciler.drift;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.reconciler.remote.ClusterName;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What is written down of the drift on each cluster. Never blocks, never fails: what it is told is
 * written soon. Safe for use by many threads.
 */
public interface DriftBook {

  /** This differs from what is intended. */
  void found(ClusterName cluster, DriftEntry entry);

  /** An instruction is as intended, whatever was wrong with it before. */
  void asIntended(ClusterName cluster, String kind, String name);

  /**
   * This may be too much; what is just being written or read is not.
   *
   * @param still asked after a while, on a thread of the book's own
   */
  void suspect(ClusterName cluster, DriftEntry extra, BooleanSupplier still);

  /**
   * What was too much and is not any more.
   *
   * @param names whether that is so of an instruction of this name
   */
  void gone(ClusterName cluster, String kind, Predicate<String> names);

  /**
   * Something that could not be told is told later, on a thread of the book's own, again and again
   * with a back-off.
   *
   * @param telling throws as long as it does not work
   * @return false if too much waits already: then it is never told
   */
  boolean later(Runnable telling);
}
