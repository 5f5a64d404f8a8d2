package io.fedbackup.reconciler.location;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.GoDuration;
import io.fedbackup.api.v1alpha1.LeftBehind;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.location.LocationDocument;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.instruction.LeftBehindLedger;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.status.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes a location. What still names it on a cluster holds it, and is named; a cluster that
 * cannot be asked, or does not tell, holds it for its {@code removalTimeout}; in a namespace that
 * is being deleted nothing holds it longer than that. Whatever stays behind is written down with
 * its cluster, to be taken back when that is there again, and told in an Event {@code
 * InstructionsLeft}.
 */
final class LocationRemoval {
  private static final Logger LOG = LoggerFactory.getLogger(LocationRemoval.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);
  private static final int NAMES_SHOWN = 10;

  private final LocationFleet fleet;
  private final StatusWriter statuses;
  private final EventWriter events;
  private final LeftBehindLedger ledger;

  LocationRemoval(LocationFleet fleet, LocationReconciler.Tools tools) {
    this.fleet = fleet;
    this.statuses = tools.statuses();
    this.events = tools.events();
    this.ledger = tools.left();
  }

  DeleteControl remove(
      LocationWork work, List<ApplicationCluster> known, Context<BackupLocation> context) {
    Collection<ClusterReport> reports = fleet.leave(work, known);
    List<LocationCluster> left = LocationReconciler.states(reports);
    boolean namespaceGoes = !left.isEmpty() && beingDeleted(work.namespace(), context.getClient());
    boolean held =
        left.stream()
            .anyMatch(cluster -> holds(cluster, namespaceGoes) || !overdue(cluster, known, work));
    if (held) {
      statuses.write(work.ours(), LocationStatuses.removing(work, left, reports), context);
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(LOOK_AGAIN);
    }
    if (!left.isEmpty()) {
      if (!writtenDown(left)) {
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
      }
      EventRecord told = instructionsLeft(work, left);
      // in a namespace that is being deleted no Event can be written
      LOG.warn("BackupLocation {}: {}", work.name(), told.message());
      events.write(told);
    }
    LOG.info("BackupLocation {} is removed, left behind on {} clusters", work.name(), left.size());
    return DeleteControl.defaultDelete();
  }

  private boolean writtenDown(List<LocationCluster> left) {
    boolean all = true;
    for (LocationCluster cluster : left) {
      if (cluster.storkName() != null && cluster.storkUID() != null) {
        all &=
            ledger.add(
                new ClusterName(cluster.namespace(), cluster.name()),
                List.of(
                    new LeftBehind(
                        LocationDocument.KIND,
                        null,
                        cluster.storkName(),
                        cluster.storkUID(),
                        null)));
      }
    }
    return all;
  }

  /** Used there: no time-out ends that, unless the namespace goes. */
  private static boolean holds(LocationCluster cluster, boolean namespaceGoes) {
    return !namespaceGoes && Reason.LEAVING.wireName().equals(cluster.reason());
  }

  private static boolean overdue(
      LocationCluster cluster, List<ApplicationCluster> known, LocationWork work) {
    Duration timeout =
        known.stream()
            .filter(other -> other.getMetadata().getName().equals(cluster.name()))
            .map(other -> GoDuration.parse(other.getSpec().removalTimeout()))
            .findFirst()
            .orElse(DEFAULT_TIMEOUT);
    Instant since = Instant.parse(work.ours().getMetadata().getDeletionTimestamp());
    return !work.now().isBefore(since.plus(timeout));
  }

  private static boolean beingDeleted(String namespace, KubernetesClient client) {
    Namespace found = client.namespaces().withName(namespace).get();
    return found == null || found.getMetadata().getDeletionTimestamp() != null;
  }

  private static EventRecord instructionsLeft(LocationWork work, List<LocationCluster> left) {
    List<String> names =
        left.stream()
            .map(
                cluster ->
                    "BackupLocation %s on cluster %s"
                        .formatted(cluster.storkName(), cluster.name()))
            .toList();
    String message =
        "removalTimeout has passed; left behind: "
            + Messages.list(names, NAMES_SHOWN)
            + ". "
            + Reason.INSTRUCTIONS_LEFT.remedy();
    return EventRecord.warning(
        work.regarding(), Reason.INSTRUCTIONS_LEFT, String.join(",", names), message);
  }
}
