package io.fedbackup.planning.backup;

import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupStatus;
import io.fedbackup.api.v1alpha1.BackupStatusBuilder;
import io.fedbackup.api.v1alpha1.GoDuration;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one Backup when it is decided what to do.
 *
 * @param backup our object
 * @param run what its cluster reports of it, null if there is nothing
 * @param complete whether the cluster's report is up to date, so that absence means something, and
 *     so that a run that is not over in it is not over
 * @param now the time
 */
public record Situation(Backup backup, @Nullable ReportedRun run, boolean complete, Instant now) {

  /** What comes next for a Backup. */
  public sealed interface Step {
    /** Its status says what the cluster reports. */
    record Mirror(ReportedRun run) implements Step {}

    /** The run took too long: that is recorded, then its Stork object is removed. */
    record TimeOut(ReportedRun run) implements Step {}

    /** The Stork object was there and is not any more: never made again. */
    record RecordGone() implements Step {}

    /** Nothing is known from the cluster now. */
    record Unheard() implements Step {}

    /** On demand: the status names the Stork object before it is made. */
    record Name() implements Step {}

    /** On demand: the status names it, and it is not there yet. */
    record Create() implements Step {}

    /** All is said. */
    record Keep() implements Step {}
  }

  /**
   * Decides. A run that ended is what it is, also one that was given up before: it may have ended
   * before its removal reached the cluster. Nothing is given up by a report that is not up to date.
   */
  public Step next() {
    if (timedOut(backup)) {
      return afterTimeOut();
    }
    if (run != null) {
      return complete && overdue() ? new Step.TimeOut(run) : new Step.Mirror(run);
    }
    if (!complete) {
      return ended(status(backup)) ? new Step.Keep() : new Step.Unheard();
    }
    if (mirrors(backup) || uid(status(backup)) != null) {
      return new Step.RecordGone();
    }
    return status(backup).stork() == null ? new Step.Name() : new Step.Create();
  }

  private Step afterTimeOut() {
    if (run == null || run.deleting()) {
      return new Step.Keep();
    }
    if (run.ended()) {
      return new Step.Mirror(run);
    }
    return complete ? new Step.TimeOut(run) : new Step.Keep();
  }

  /**
   * When to look again although nothing happened: at the deadline, and once at a run of which Stork
   * has said nothing for a while, since only then its Warning Events are watched, which tell why.
   * All else is an event: every change of the ApplicationBackup, of its volumes and resources too,
   * and every Warning.
   */
  public Optional<Duration> lookAgain() {
    return Stream.of(deadline(), unexplained())
        .flatMap(Optional::stream)
        .map(at -> Duration.between(now, at).plusSeconds(1))
        .filter(Duration::isPositive)
        .min(Duration::compareTo);
  }

  private Optional<Instant> unexplained() {
    return Optional.ofNullable(run).map(ReportedRun::unexplainedFrom).filter(now::isBefore);
  }

  /** When the run is too late; empty if it is over or has no beginning. */
  public Optional<Instant> deadline() {
    return run == null || run.ended() || run.startedAt() == null
        ? Optional.empty()
        : Optional.of(run.startedAt().plus(GoDuration.parse(backup.getSpec().timeout())));
  }

  /** Whether a Backup mirrors what a cluster made: such a one never makes anything itself. */
  public static boolean mirrors(Backup backup) {
    return annotations(backup).containsKey(Annotations.MIRRORS);
  }

  /** The status, an empty one if there is none yet. */
  public static BackupStatus status(Backup backup) {
    return Objects.requireNonNullElseGet(
        backup.getStatus(), () -> BackupStatusBuilder.builder().build());
  }

  /** UID of the Stork object: as recorded, else as the annotation of a mirroring Backup has it. */
  public static Optional<String> storkUid(Backup backup) {
    var mirrors = annotations(backup).get(Annotations.MIRRORS);
    return mirrors != null
        ? Optional.of(mirrors.substring(mirrors.indexOf('/') + 1))
        : Optional.ofNullable(uid(status(backup)));
  }

  /** Whether nothing that a request comes to changes what is known of a Backup: it is over. */
  public static boolean over(Backup backup) {
    return timedOut(backup) || ended(status(backup));
  }

  private static boolean timedOut(Backup backup) {
    var status = status(backup);
    return status.phase() == BackupPhase.FAILED
        && Reason.TIMED_OUT.wireName().equals(status.reason());
  }

  private static boolean ended(BackupStatus status) {
    return "Final".equals(status.stage()) || Reason.RECORD_GONE.wireName().equals(status.reason());
  }

  private boolean overdue() {
    return deadline().filter(end -> !now.isBefore(end)).isPresent();
  }

  private static @Nullable String uid(BackupStatus status) {
    return status.stork() == null ? null : status.stork().uid();
  }

  private static Map<String, String> annotations(Backup backup) {
    return Objects.requireNonNullElse(backup.getMetadata().getAnnotations(), Map.of());
  }
}
