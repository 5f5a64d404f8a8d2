package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.DriftSummary;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.api.v1alpha1.GitSyncStatusBuilder;
import io.fedbackup.api.v1alpha1.Inventory;
import io.fedbackup.api.v1alpha1.SyncPhase;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.outcome.Requests;
import io.fedbackup.planning.reason.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place where a GitSync's status is made. Pure. */
final class StatusBuilding {
  private static final List<String> OWN =
      List.of(SyncSteps.FETCHED, SignatureStep.VERIFIED, SyncSteps.APPLIED, SyncOutcome.IN_SYNC);

  private StatusBuilding() {}

  /**
   * The status after a sync.
   *
   * @param inventory what is owned now; absent keeps what the status has
   */
  static GitSyncStatus build(
      GitSync sync,
      SyncProgress progress,
      Outcome outcome,
      Optional<Inventory> inventory,
      Instant now) {
    GitSyncStatus old = sync.getStatus();
    Long generation = sync.getMetadata().getGeneration();
    var conditions = new Conditions(old == null ? null : old.conditions(), generation, now);
    String applied =
        progress.applied != null
            ? progress.applied
            : field(old, GitSyncStatus::lastAppliedRevision);
    String digest =
        progress.mark != null ? progress.mark.value() : field(old, GitSyncStatus::appliedDigest);
    boolean done = outcome instanceof Outcome.Done;
    return GitSyncStatusBuilder.builder()
        .phase(phase(outcome))
        .reason(done ? null : outcome.reason().wireName())
        .lastAttemptedRevision(
            progress.attempted != null
                ? progress.attempted
                : field(old, GitSyncStatus::lastAttemptedRevision))
        .lastAppliedRevision(applied)
        .lastAppliedAt(appliedAt(old, progress, digest, now))
        .appliedDigest(digest)
        .inventory(inventory.orElseGet(() -> field(old, GitSyncStatus::inventory)))
        .drift(drift(old, progress, now))
        .confirmation(
            progress.comparedWithGit()
                ? progress.confirmation
                : field(old, GitSyncStatus::confirmation))
        .conditions(conditions.of(outcome, kept(sync, progress.facts)))
        .observedGeneration(generation)
        .lastHandledRequestAt(Requests.requestedAt(sync.getMetadata().getAnnotations()))
        .build();
  }

  /** The status of a GitSync that waits for its objects to go; what it has stays written. */
  static GitSyncStatus removing(GitSync sync, Outcome outcome, Instant now) {
    GitSyncStatus status = build(sync, new SyncProgress(), outcome, Optional.empty(), now);
    return GitSyncStatusBuilder.builder(status).phase(SyncPhase.REMOVING).build();
  }

  private static <T> @Nullable T field(
      @Nullable GitSyncStatus status,
      java.util.function.Function<GitSyncStatus, @Nullable T> field) {
    return status == null ? null : field.apply(status);
  }

  private static SyncPhase phase(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done when done.reason() == Reason.SUSPENDED -> SyncPhase.SUSPENDED;
      case Outcome.Done ignored -> SyncPhase.SYNCED;
      case Outcome.Waiting ignored -> SyncPhase.SYNCING;
      case Outcome.Blocked ignored -> SyncPhase.REFUSED;
      case Outcome.Failed ignored -> SyncPhase.FAILED;
    };
  }

  /** Conditions that this sync did not come to stay as they were. */
  private static List<Fact> kept(GitSync sync, List<Fact> found) {
    GitSyncStatus old = sync.getStatus();
    List<Fact> all = new ArrayList<>();
    for (String type : OWN) {
      if (type.equals(SignatureStep.VERIFIED) && sync.getSpec().verify() == null) {
        continue;
      }
      found.stream()
          .filter(fact -> fact.type().equals(type))
          .findFirst()
          .or(() -> former(old, type))
          .ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Fact> former(@Nullable GitSyncStatus old, String type) {
    return Conditions.find(old == null ? null : old.conditions(), type)
        .map(
            condition ->
                new Fact(
                    type,
                    condition.status(),
                    Reason.fromWireName(condition.reason()).orElse(Reason.UNKNOWN),
                    condition.message()));
  }

  /** The time of the last write that made the cluster as a revision says. */
  private static @Nullable String appliedAt(
      @Nullable GitSyncStatus old, SyncProgress progress, @Nullable String digest, Instant now) {
    boolean written =
        progress.applied != null
            && (progress.corrected
                || !Objects.equals(progress.applied, field(old, GitSyncStatus::lastAppliedRevision))
                || !Objects.equals(digest, field(old, GitSyncStatus::appliedDigest)));
    return written
        ? now.truncatedTo(ChronoUnit.SECONDS).toString()
        : field(old, GitSyncStatus::lastAppliedAt);
  }

  private static @Nullable DriftSummary drift(
      @Nullable GitSyncStatus old, SyncProgress progress, Instant now) {
    DriftSummary before = field(old, GitSyncStatus::drift);
    if (!progress.comparedWithGit()) {
      return before;
    }
    if (progress.drifted == 0) {
      return null;
    }
    String since = before == null ? now.truncatedTo(ChronoUnit.SECONDS).toString() : before.since();
    return new DriftSummary(progress.drifted, since);
  }
}
