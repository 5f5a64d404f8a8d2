package io.fedbackup.reconciler.location;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.api.v1alpha1.UsedBy;
import io.fedbackup.planning.naming.Labels;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.validation.ValidationRun;
import io.fedbackup.reconciler.remote.RemoteCache;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.remote.RemoteKinds;
import io.fedbackup.reconciler.remote.Usability;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.libopenstorage.stork.v1alpha1.BackupLocation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes Stork's BackupLocation back from one cluster: it goes last, when no backup, schedule or
 * restore there names it any more, because Stork takes a missing one for success and would leave
 * data behind. Fit to be repeated.
 */
final class LocationDeparture {
  private static final Logger LOG = LoggerFactory.getLogger(LocationDeparture.class);
  private static final Duration SAFETY_NET = Duration.ofMinutes(1);
  private static final int NAMES_SHOWN = 5;

  private final LocationWork work;
  private final RemoteCluster cluster;
  private final ClusterStates states;
  private final boolean knownThere;

  LocationDeparture(LocationWork work, RemoteCluster cluster) {
    this.work = work;
    this.cluster = cluster;
    Optional<LocationCluster> previous = work.previous(cluster.key());
    this.states = ClusterStates.of(cluster.key(), previous);
    this.knownThere = previous.map(LocationCluster::storkName).isPresent();
  }

  ClusterReport leave() {
    if (cluster.usability() instanceof Usability.Unusable unusable && unusable.foreign()) {
      return ClusterReport.gone(); // another object's cluster: this one touches nothing there
    }
    if (!cluster.usability().readable() || cluster.identity().isEmpty()) {
      return knownThere
          ? waits(Reason.CLUSTER_UNREACHABLE, "the cluster cannot be asked now")
          : ClusterReport.gone();
    }
    RemoteCache<BackupLocation> locations = cluster.cache(LocationKinds.LOCATIONS);
    if (LocationUsers.notThere(locations)) {
      return ClusterReport.gone();
    }
    if (!locations.synced()) {
      return knownThere ? notKnown(locations.failure()) : ClusterReport.gone();
    }
    return locations
        .get(work.storkName(cluster.installation()))
        .filter(this::ours)
        .map(this::leave)
        .orElseGet(this::left);
  }

  private boolean ours(BackupLocation found) {
    Map<String, String> labels = found.getMetadata().getLabels();
    return labels != null && cluster.installation().equals(labels.get(Labels.INSTALLATION));
  }

  private ClusterReport leave(BackupLocation found) {
    LocationUsers all = new LocationUsers(cluster);
    Optional<List<UsedBy>> users = all.of(found.getMetadata().getName());
    if (users.isEmpty()) {
      return notKnown(all.failure());
    }
    if (!users.get().isEmpty()) {
      return used(users.get());
    }
    forgetValidations();
    cluster.delete(found, DeletionPropagation.BACKGROUND);
    LOG.info(
        "cluster {}: BackupLocation {} was taken back, nothing there names it",
        cluster.key(),
        found.getMetadata().getName());
    return ClusterReport.gone();
  }

  private ClusterReport left() {
    if (knownThere) {
      forgetValidations();
    }
    return ClusterReport.gone();
  }

  private void forgetValidations() {
    for (Job job : cluster.cache(RemoteKinds.AGENT_JOBS).list()) {
      if (ValidationRun.isFor(work.uid(), job)) {
        cluster.delete(job, DeletionPropagation.BACKGROUND);
      }
    }
  }

  /**
   * What stands there, or who uses it, cannot be told: that is no use, so it does not hold the
   * location longer than {@code removalTimeout}.
   */
  private ClusterReport notKnown(Optional<RemoteException> failure) {
    return failure
        .map(states::failed)
        .map(
            failed ->
                waits(
                    Reason.fromWireName(Objects.requireNonNullElse(failed.reason(), ""))
                        .filter(reason -> reason != Reason.LEAVING)
                        .orElse(Reason.PROGRESSING),
                    Objects.requireNonNullElse(failed.message(), "")))
        .orElseGet(() -> waits(Reason.PROGRESSING, "what is on the cluster is being read"));
  }

  private ClusterReport used(List<UsedBy> users) {
    String names =
        Messages.list(
            users.stream().map(user -> user.kind() + " " + user.name()).toList(), NAMES_SHOWN);
    ClusterReport waits = waits(Reason.LEAVING, "still named by " + names);
    return new ClusterReport(waits.state(), waits.lookAgain(), null, null, users);
  }

  private ClusterReport waits(Reason reason, String message) {
    return ClusterReport.of(
        states.notThere(LocationState.LEAVING, reason, message), work.now().plus(SAFETY_NET));
  }
}
