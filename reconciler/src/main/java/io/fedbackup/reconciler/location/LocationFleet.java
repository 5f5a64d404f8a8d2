package io.fedbackup.reconciler.location;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.selection.SelectedClusters;
import io.fedbackup.reconciler.drift.DriftSink;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.ApplicationClusters.Result;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.remote.RemoteCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One location on all clusters at once: a cluster that hangs costs the others nothing. */
final class LocationFleet {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ApplicationClusters clusters;
  private final DriftSink drift;

  LocationFleet(ApplicationClusters clusters, DriftSink drift) {
    this.clusters = clusters;
    this.drift = drift;
  }

  /** Keeps it on the selected clusters, takes it back from the others. */
  Collection<ClusterReport> act(
      LocationWork work, SelectedClusters selected, Collection<ApplicationCluster> known) {
    Set<ClusterName> names =
        selected.clusters().stream()
            .map(LocationFleet::name)
            .collect(Collectors.toUnmodifiableSet());
    List<ClusterReport> reports = new ArrayList<>(onEach(work, names));
    names.stream()
        .filter(name -> clusters.find(name).isEmpty())
        .map(
            name ->
                ClusterReport.of(states(work, name).unchanged("the cluster was not reached yet")))
        .forEach(reports::add);
    selected.unknownNames().forEach(name -> reports.add(unknown(work, name)));
    unconnected(known)
        .filter(name -> !names.contains(name))
        .filter(name -> stood(work, name))
        .map(name -> again(work, unconnected(work, name)))
        .forEach(reports::add);
    return List.copyOf(reports);
  }

  /**
   * Takes it back from all clusters. Nobody looks again afterwards, so one that is not connected
   * yet, after a restart for example, is waited for.
   */
  Collection<ClusterReport> leave(LocationWork work, Collection<ApplicationCluster> known) {
    List<ClusterReport> reports = new ArrayList<>(onEach(work, Set.of()));
    unconnected(known).map(name -> again(work, unconnected(work, name))).forEach(reports::add);
    return List.copyOf(reports);
  }

  /** Clusters that exist as objects of ours, and that no connection was made for yet. */
  private Stream<ClusterName> unconnected(Collection<ApplicationCluster> known) {
    return known.stream().map(LocationFleet::name).filter(name -> clusters.find(name).isEmpty());
  }

  private static boolean stood(LocationWork work, ClusterName name) {
    return work.previous(name).map(LocationCluster::storkName).isPresent();
  }

  private static LocationCluster unconnected(LocationWork work, ClusterName name) {
    return leaving(states(work, name), "there is no connection to cluster " + name.name() + " yet");
  }

  private Collection<ClusterReport> onEach(LocationWork work, Set<ClusterName> selected) {
    List<RemoteCluster> ofNamespace =
        clusters.all().stream()
            .filter(cluster -> cluster.key().namespace().equals(work.namespace()))
            .toList();
    Map<RemoteCluster, Result<ClusterReport>> results =
        clusters.onEach(ofNamespace, cluster -> on(work, cluster, selected), LIMIT);
    return results.entrySet().stream()
        .map(entry -> report(work, entry.getKey(), entry.getValue(), selected))
        .toList();
  }

  private ClusterReport on(LocationWork work, RemoteCluster cluster, Set<ClusterName> selected) {
    return selected.contains(cluster.key())
        ? new LocationOnCluster(work, cluster, drift).keep()
        : new LocationDeparture(work, cluster).leave();
  }

  private static ClusterReport report(
      LocationWork work,
      RemoteCluster cluster,
      Result<ClusterReport> result,
      Set<ClusterName> selected) {
    ClusterStates states = states(work, cluster.key());
    return switch (result) {
      case Result.Done<ClusterReport> done -> done.value();
      case Result.Failed<ClusterReport> failed ->
          again(
              work,
              selected.contains(cluster.key())
                  ? states.failed(failed.cause())
                  : leaving(
                      states, Messages.cut(failed.cause().getMessage(), Messages.BEFORE_REMEDY)));
      case Result.Broken<ClusterReport> _ ->
          again(
              work,
              selected.contains(cluster.key())
                  ? states.broken()
                  : states.notThere(
                      LocationState.LEAVING,
                      Reason.INTERNAL_ERROR,
                      Reason.INTERNAL_ERROR.meaning()));
      case Result.Late<ClusterReport> _ ->
          again(
              work,
              selected.contains(cluster.key())
                  ? states.late()
                  : leaving(states, "cluster " + cluster.key().name() + " did not answer in time"));
    };
  }

  private static LocationCluster leaving(ClusterStates states, String message) {
    return states.notThere(
        LocationState.LEAVING,
        Reason.CLUSTER_UNREACHABLE,
        Reason.CLUSTER_UNREACHABLE.advise(message));
  }

  private static ClusterReport again(LocationWork work, LocationCluster state) {
    return ClusterReport.of(state, work.now().plus(LIMIT));
  }

  private static ClusterReport unknown(LocationWork work, String name) {
    ClusterStates states = states(work, new ClusterName(work.namespace(), name));
    return ClusterReport.of(
        states.notThere(
            LocationState.PENDING,
            Reason.CLUSTER_NOT_FOUND,
            Reason.CLUSTER_NOT_FOUND.advise(
                "there is no ApplicationCluster %s in namespace %s"
                    .formatted(name, work.namespace()))));
  }

  private static ClusterStates states(LocationWork work, ClusterName cluster) {
    return ClusterStates.of(cluster, work.previous(cluster));
  }

  static ClusterName name(ApplicationCluster cluster) {
    return new ClusterName(cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
  }
}
