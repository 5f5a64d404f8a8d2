package io.fedbackup.reconciler.location;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.planning.drift.Comparison;
import io.fedbackup.planning.drift.OwnedFields;
import io.fedbackup.planning.location.LocationDocument;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.Labels;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.drift.Drift;
import io.fedbackup.reconciler.drift.DriftSink;
import io.fedbackup.reconciler.remote.RemoteCache;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteKinds;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.libopenstorage.stork.v1alpha1.BackupLocation;

/**
 * Keeps Stork's BackupLocation on one selected cluster as intended, and has the cluster prove it.
 * Fit to be repeated.
 */
final class LocationOnCluster {
  private static final Duration SAFETY_NET = Duration.ofMinutes(1);
  private static final OwnedFields OWNED = new OwnedFields(OwnedFields.FEDBACKUP);

  private final LocationWork work;
  private final RemoteCluster cluster;
  private final DriftSink drift;
  private final ClusterStates states;
  private final Optional<LocationCluster> previous;

  LocationOnCluster(LocationWork work, RemoteCluster cluster, DriftSink drift) {
    this.work = work;
    this.cluster = cluster;
    this.drift = drift;
    this.previous = work.previous(cluster.key());
    this.states = ClusterStates.of(cluster.key(), previous);
  }

  ClusterReport keep() {
    Optional<LocationCluster> unusable = states.unusable(cluster.usability());
    Optional<ClusterKey> identity = cluster.identity();
    if (unusable.isPresent() || identity.isEmpty()) {
      return ClusterReport.of(
          unusable.orElseGet(() -> states.unchanged("the cluster was not reached yet")));
    }
    RemoteCache<BackupLocation> locations = cluster.cache(LocationKinds.LOCATIONS);
    RemoteCache<Deployment> deployments = cluster.cache(RemoteKinds.STORK_DEPLOYMENT);
    RemoteCache<Job> jobs = cluster.cache(RemoteKinds.AGENT_JOBS);
    RemoteCache<Pod> pods = cluster.cache(RemoteKinds.AGENT_PODS);
    Optional<ClusterReport> unread =
        Stream.of(locations, deployments, jobs, pods)
            .filter(cache -> !cache.synced())
            .findFirst()
            .map(this::unread);
    if (unread.isPresent()) {
      return unread.get();
    }
    return keep(identity.get(), locations, deployments.get("stork"));
  }

  private ClusterReport unread(RemoteCache<?> cache) {
    LocationCluster state =
        cache
            .failure()
            .map(states::failed)
            .orElseGet(() -> states.unchanged("what is on the cluster is being read"));
    return ClusterReport.of(state, work.now().plus(SAFETY_NET));
  }

  private ClusterReport keep(
      ClusterKey key, RemoteCache<BackupLocation> locations, Optional<Deployment> stork) {
    BackupLocation wanted = work.document(cluster.installation(), key);
    Optional<BackupLocation> live = locations.get(wanted.getMetadata().getName());
    if (live.filter(found -> !ours(found)).isPresent()) {
      return ClusterReport.of(nameTaken(wanted));
    }
    reportDrift(wanted, live);
    BackupLocation standing = cluster.apply(wanted).object();
    drift.asIntended(cluster.key(), LocationDocument.KIND, standing.getMetadata().getName());
    ClusterReport report =
        stork
            .map(
                deployment ->
                    new LocationProof(work, cluster, states, previous).prove(key, deployment))
            .orElseGet(() -> ClusterReport.of(storkMissing()));
    return new ClusterReport(
        report.state().map(state -> standing(state, standing)),
        report.lookAgain(),
        report.objectLock(),
        report.served(),
        report.users());
  }

  private static LocationCluster standing(LocationCluster state, BackupLocation standing) {
    return ClusterStates.standing(
        state, standing.getMetadata().getName(), standing.getMetadata().getUid());
  }

  /** Bears our label, or is the very object that we made and somebody took the label from. */
  private boolean ours(BackupLocation found) {
    Map<String, String> labels = found.getMetadata().getLabels();
    boolean labelled =
        labels != null && cluster.installation().equals(labels.get(Labels.INSTALLATION));
    return labelled
        || previous
            .map(LocationCluster::storkUID)
            .filter(uid -> uid.equals(found.getMetadata().getUid()))
            .isPresent();
  }

  private void reportDrift(BackupLocation wanted, Optional<BackupLocation> live) {
    String clusterName = cluster.key().name();
    if (live.isPresent()) {
      BackupLocation found = live.get();
      Comparison comparison = OWNED.compare(wanted, found);
      if (comparison.drifted() && LocationDocument.sameIntent(wanted, found)) {
        drift.report(
            work.regarding(), Drift.modified(found, clusterName, comparison.differences()));
      }
      return;
    }
    previous
        .map(LocationCluster::storkUID)
        .filter(_ -> reallyGone(wanted))
        .ifPresent(uid -> drift.report(work.regarding(), Drift.missing(wanted, clusterName, uid)));
  }

  /**
   * The cache may be behind our own last write: only the API server can say that something is
   * missing.
   */
  private boolean reallyGone(BackupLocation wanted) {
    return cluster
        .read(
            BackupLocation.class,
            Objects.requireNonNull(wanted.getMetadata().getNamespace()),
            wanted.getMetadata().getName())
        .isEmpty();
  }

  private LocationCluster nameTaken(BackupLocation wanted) {
    String message =
        "BackupLocation %s/%s on the cluster is not ours and is left alone"
            .formatted(wanted.getMetadata().getNamespace(), wanted.getMetadata().getName());
    return states.notThere(LocationState.FAILED, Reason.NAME_TAKEN, message);
  }

  private LocationCluster storkMissing() {
    return states.notThere(
        LocationState.FAILED,
        Reason.STORK_MISSING,
        "there is no Deployment stork in namespace " + cluster.stork().namespace());
  }
}
