package io.fedbackup.planning.backup;

import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupStatus;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a backup's state is, and why.
 *
 * @param phase how it is doing
 * @param reason documented reason
 * @param message for people, may be empty
 */
public record Assessment(BackupPhase phase, Reason reason, String message) {
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

  /** Nothing begins before somebody changes the object. */
  private static final Set<Reason> REFUSED =
      EnumSet.of(Reason.INVALID_SPEC, Reason.NOT_YET_SUPPORTED, Reason.NOT_SUPPORTED_BY_STORK);

  /** Cuts the message. */
  public Assessment {
    message = Messages.cut(message);
  }

  /**
   * What a run's report means.
   *
   * @param cluster name of the ApplicationCluster, for the message
   * @param warnings Stork's own Warning Events, which explain a run without status; may be empty
   */
  public static Assessment of(ReportedRun run, String cluster, String warnings) {
    var where = "ApplicationBackup " + run.name() + " on cluster " + cluster;
    if (!run.ended()) {
      return run.silent()
          ? new Assessment(BackupPhase.PENDING, Reason.IN_PROGRESS, silent(where, warnings))
          : new Assessment(BackupPhase.IN_PROGRESS, Reason.IN_PROGRESS, underWay(where, run));
    }
    return switch (run.status()) {
      case "Successful" ->
          run.contents().nothing()
              ? new Assessment(
                  BackupPhase.FAILED,
                  Reason.NOTHING_SELECTED,
                  where + " has no resource and no volume; " + Reason.NOTHING_SELECTED.remedy())
              : new Assessment(BackupPhase.SUCCESS, Reason.SUCCEEDED, run.reason());
      case "PartialSuccess" ->
          new Assessment(
              BackupPhase.PARTIAL_SUCCESS,
              Reason.PARTIAL_SUCCESS,
              where + ": " + run.reason() + "; " + Reason.PARTIAL_SUCCESS.remedy());
      default ->
          new Assessment(
              BackupPhase.FAILED,
              Reason.FAILED,
              where + ": " + run.reason() + "; " + Reason.FAILED.remedy());
    };
  }

  private static String underWay(String where, ReportedRun run) {
    return where + " is under way" + (run.reason().isBlank() ? "" : ": " + run.reason());
  }

  /** A run past its timeout. */
  public static Assessment timedOut(ReportedRun run, String cluster, String timeout) {
    return new Assessment(
        BackupPhase.FAILED,
        Reason.TIMED_OUT,
        "ApplicationBackup "
            + run.name()
            + " on cluster "
            + cluster
            + " did not end within "
            + timeout
            + " and is removed; an upload may still finish below "
            + run.path()
            + "; "
            + Reason.TIMED_OUT.remedy());
  }

  /** A record that somebody, or Stork's retention, removed. */
  public static Assessment recordGone(String name, String cluster) {
    return new Assessment(
        BackupPhase.UNKNOWN,
        Reason.RECORD_GONE,
        "ApplicationBackup "
            + name
            + " is gone from cluster "
            + cluster
            + "; "
            + Reason.RECORD_GONE.remedy());
  }

  /**
   * The cluster of a run that is not over cannot be asked. Since when is said once.
   *
   * @param before the status as it is
   * @param name name of the ApplicationBackup
   * @param reason why it cannot be asked
   */
  public static Assessment unheard(
      BackupStatus before, String name, String cluster, Reason reason, Instant now) {
    var said = before.message();
    var same = before.phase() == BackupPhase.UNKNOWN && reason.wireName().equals(before.reason());
    return new Assessment(
        BackupPhase.UNKNOWN,
        reason,
        same && said != null
            ? said
            : "ApplicationBackup "
                + name
                + ": cluster "
                + cluster
                + " not available since "
                + now.truncatedTo(ChronoUnit.SECONDS)
                + "; "
                + reason.remedy());
  }

  /** As conditions tell it. */
  public Outcome outcome() {
    return switch (phase) {
      case SUCCESS -> Outcome.done(reason, message);
      case PENDING ->
          REFUSED.contains(reason)
              ? Outcome.blocked(reason, message)
              : Outcome.waiting(reason, message, LOOK_AGAIN);
      case IN_PROGRESS, DELETING, DELETE_PENDING -> Outcome.waiting(reason, message, LOOK_AGAIN);
      case PARTIAL_SUCCESS, FAILED, MISSING -> Outcome.blocked(reason, message);
      case UNKNOWN ->
          reason == Reason.RECORD_GONE
              ? Outcome.blocked(reason, message)
              : Outcome.waiting(reason, message, LOOK_AGAIN);
    };
  }

  private static String silent(String where, String warnings) {
    return warnings.isEmpty()
        ? where + " is made; Stork has not begun"
        : where + " does not begin, Stork says: " + warnings;
  }
}
