package io.fedbackup.reconciler.cluster;

import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.ClusterLocation;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.reconciler.remote.ClusterName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The backup locations of one cluster, rolled up from the locations' own statuses. Pure.
 *
 * @param all problems first
 */
record ClusterLocations(List<ClusterLocation> all) {
  private static final int MAXIMUM = 500;
  private static final Set<LocationState> NOT_COUNTED =
      Set.of(LocationState.SKIPPED, LocationState.LEAVING);
  private static final Comparator<ClusterLocation> PROBLEMS_FIRST =
      Comparator.<ClusterLocation>comparingInt(
              location -> location.state() == LocationState.FAILED ? 0 : 1)
          .thenComparingInt(location -> location.state() == LocationState.VALID ? 1 : 0)
          .thenComparing(ClusterLocation::namespace)
          .thenComparing(ClusterLocation::name);

  /** Copies the list. */
  ClusterLocations {
    all = List.copyOf(all);
  }

  static ClusterLocations of(ClusterName cluster, Collection<BackupLocation> locations) {
    return new ClusterLocations(
        locations.stream()
            .flatMap(location -> here(location, cluster))
            .sorted(PROBLEMS_FIRST)
            .toList());
  }

  private static Stream<ClusterLocation> here(BackupLocation location, ClusterName cluster) {
    if (location.getStatus() == null) {
      return Stream.empty();
    }
    return location.getStatus().clusters().stream()
        .filter(state -> cluster.equals(new ClusterName(state.namespace(), state.name())))
        .map(state -> entry(location, state));
  }

  private static ClusterLocation entry(BackupLocation location, LocationCluster state) {
    return new ClusterLocation(
        location.getMetadata().getNamespace(),
        location.getMetadata().getName(),
        state.state(),
        state.reason(),
        state.message(),
        state.remedy(),
        state.lastValidationTime());
  }

  List<ClusterLocation> shown() {
    return all.size() <= MAXIMUM ? all : all.subList(0, MAXIMUM);
  }

  int valid() {
    return (int) all.stream().filter(entry -> entry.state() == LocationState.VALID).count();
  }

  int total() {
    return (int) all.stream().filter(entry -> !NOT_COUNTED.contains(entry.state())).count();
  }
}
