package io.fedbackup.reconciler.location;

import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.ObjectLockStatus;
import io.fedbackup.api.v1alpha1.UsedBy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found and done on one cluster.
 *
 * @param state how the location is doing there; empty when it is not there (any more)
 * @param lookAgain when to look again if nothing happens before; null if only an event can change
 *     something
 * @param objectLock what the last agent could read of the container's protection; null when it
 *     could not
 * @param served value of annotation {@code fedbackup.io/requested-at} that the last validation
 *     serves; null if none
 * @param users what keeps it there
 */
record ClusterReport(
    Optional<LocationCluster> state,
    @Nullable Instant lookAgain,
    @Nullable ObjectLockStatus objectLock,
    @Nullable String served,
    List<UsedBy> users) {

  ClusterReport {
    users = List.copyOf(users);
  }

  static ClusterReport of(LocationCluster state) {
    return new ClusterReport(Optional.of(state), null, null, null, List.of());
  }

  static ClusterReport of(LocationCluster state, Instant lookAgain) {
    return new ClusterReport(Optional.of(state), lookAgain, null, null, List.of());
  }

  static ClusterReport gone() {
    return new ClusterReport(Optional.empty(), null, null, null, List.of());
  }
}
