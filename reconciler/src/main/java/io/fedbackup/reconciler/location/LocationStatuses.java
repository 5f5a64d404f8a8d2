package io.fedbackup.reconciler.location;

import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupLocationStatus;
import io.fedbackup.api.v1alpha1.BackupLocationStatusBuilder;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationPhase;
import io.fedbackup.api.v1alpha1.ObjectLockStatus;
import io.fedbackup.api.v1alpha1.UsedBy;
import io.fedbackup.planning.location.LocationRollup;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one place that builds a location's status, whatever the reconciliation came to. */
final class LocationStatuses {
  private static final int MOST_USERS = 100;
  private static final int NAMES_SHOWN = 5;

  private LocationStatuses() {}

  /** Refused as a whole: what stands on clusters stays as it is. */
  static BackupLocationStatus refused(BackupLocation ours, List<Refusal> refusals, Instant now) {
    BackupLocationStatus before = before(ours);
    Refusal first = refusals.getFirst();
    String message = Refusal.advice(refusals, NAMES_SHOWN);
    return finish(
            ours,
            BackupLocationStatusBuilder.builder(before),
            Outcome.blocked(first.reason(), message),
            now)
        .phase(before.phase() == null ? LocationPhase.PENDING : before.phase())
        .build();
  }

  /** What all clusters came to. */
  static BackupLocationStatus of(
      LocationWork work, Collection<LocationCluster> states, Collection<ClusterReport> reports) {
    BackupLocationStatus before = before(work.ours());
    LocationRollup rollup = LocationRollup.of(states);
    return finish(work.ours(), rolledUp(before, rollup), rollup.outcome(), work.now())
        .phase(rollup.phase())
        .objectLock(objectLock(before, reports))
        .users(users(reports))
        .lastHandledRequestAt(served(work, before, reports))
        .build();
  }

  /** Being removed, and something still holds it. */
  static BackupLocationStatus removing(
      LocationWork work, Collection<LocationCluster> states, Collection<ClusterReport> reports) {
    BackupLocationStatus before = before(work.ours());
    LocationRollup rollup = LocationRollup.of(states);
    String message =
        Messages.list(
            rollup.clusters().stream().map(LocationStatuses::waitsFor).toList(), NAMES_SHOWN);
    List<UsedBy> users = users(reports);
    Reason reason = users.isEmpty() ? Reason.BEING_REMOVED : Reason.IN_USE;
    Outcome outcome =
        Outcome.waiting(reason, message + ". " + reason.remedy(), Duration.ofMinutes(1));
    return finish(work.ours(), rolledUp(before, rollup), outcome, work.now())
        .phase(LocationPhase.REMOVING)
        .users(users)
        .build();
  }

  private static String waitsFor(LocationCluster cluster) {
    return "cluster " + cluster.name() + ": " + cluster.message();
  }

  private static BackupLocationStatus before(BackupLocation ours) {
    return Objects.requireNonNullElseGet(
        ours.getStatus(), () -> BackupLocationStatusBuilder.builder().build());
  }

  private static BackupLocationStatusBuilder rolledUp(
      BackupLocationStatus before, LocationRollup rollup) {
    return BackupLocationStatusBuilder.builder(before)
        .clustersValid(rollup.valid())
        .clustersTotal(rollup.total())
        .counts(rollup.counts())
        .clusters(rollup.clusters());
  }

  private static BackupLocationStatusBuilder finish(
      BackupLocation ours, BackupLocationStatusBuilder status, Outcome outcome, Instant now) {
    Long generation = ours.getMetadata().getGeneration();
    return status
        .reason(outcome instanceof Outcome.Done ? null : outcome.reason().wireName())
        .conditions(new Conditions(before(ours).conditions(), generation, now).of(outcome))
        .observedGeneration(generation);
  }

  private static @Nullable ObjectLockStatus objectLock(
      BackupLocationStatus before, Collection<ClusterReport> reports) {
    return reports.stream()
        .map(ClusterReport::objectLock)
        .flatMap(Stream::ofNullable)
        .findFirst()
        .orElse(before.objectLock());
  }

  private static List<UsedBy> users(Collection<ClusterReport> reports) {
    return reports.stream().flatMap(report -> report.users().stream()).limit(MOST_USERS).toList();
  }

  /**
   * A request is served when a validation for it was started on every cluster that could be asked.
   */
  private static @Nullable String served(
      LocationWork work, BackupLocationStatus before, Collection<ClusterReport> reports) {
    String requested = work.requestedAt();
    List<String> served =
        reports.stream().map(ClusterReport::served).flatMap(Stream::ofNullable).toList();
    return requested != null && !served.isEmpty() && served.stream().allMatch(requested::equals)
        ? requested
        : before.lastHandledRequestAt();
  }
}
