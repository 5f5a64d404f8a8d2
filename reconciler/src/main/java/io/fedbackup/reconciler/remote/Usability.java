package io.fedbackup.reconciler.remote;

import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.planning.reason.Reason;

/**
 * What may be done with a cluster now. Worked out from what the connection last saw; it can be a
 * few seconds behind the cluster, never behind the ApplicationCluster's status.
 */
public sealed interface Usability {

  /** Phase {@code Active}: read, and write instructions. */
  record Usable() implements Usability {}

  /** {@code spec.suspend}: statuses are still read, no instruction is made or changed. */
  record Suspended() implements Usability {}

  /**
   * The ApplicationCluster is being removed: nothing is written any more, its own finalizer takes
   * the instructions back.
   */
  record Removing() implements Usability {}

  /**
   * Not usable. Writes are refused.
   *
   * @param phase phase of the ApplicationCluster
   * @param reason as the ApplicationCluster's condition has it
   * @param message what is wrong, for people
   * @param readable whether cached reads still follow the cluster (it answers, but for example
   *     Stork is too old)
   * @param foreign whether this object must not touch the cluster at all ({@code DuplicateCluster},
   *     {@code ClusterReplaced}): not even to take instructions back
   */
  record Unusable(
      ClusterPhase phase, Reason reason, String message, boolean readable, boolean foreign)
      implements Usability {}

  /** True if instructions may be made and changed. */
  default boolean usable() {
    return this instanceof Usable;
  }

  /** True if cached reads follow the cluster. */
  default boolean readable() {
    return switch (this) {
      case Usable _, Suspended _, Removing _ -> true;
      case Unusable unusable -> unusable.readable();
    };
  }
}
