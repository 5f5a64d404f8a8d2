package io.fedbackup.reconciler.schedule;

import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.SchedulePolicySpec;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.schedule.PlannedRuns;
import io.fedbackup.planning.schedule.Retention;
import io.fedbackup.planning.schedule.RunHistory;
import io.fedbackup.planning.stork.PastRun;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.instruction.StorkRuns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;

/**
 * How the runs of a schedule that stands on a cluster are doing: what went wrong with the newest
 * one, which planned one did not happen, and whether retention can act. A Backup tells the first,
 * or Stork alone knows of it.
 */
final class RunHealth {
  private static final int LONGEST_VALUE = 200;

  private final Work work;
  private final ApplicationBackupSchedule stands;
  private final StorkRuns listed;
  private final RunHistory history;
  private final SchedulePolicySpec policy;
  private final Instant since;

  /**
   * As known now.
   *
   * @param stands Stork's schedule
   * @param since since when runs are expected as the policy says
   */
  RunHealth(
      Work work,
      ApplicationBackupSchedule stands,
      RunHistory history,
      SchedulePolicySpec policy,
      Instant since) {
    this.work = work;
    this.stands = stands;
    this.listed = StorkRuns.of(stands);
    this.history = history;
    this.policy = policy;
    this.since = since;
  }

  /** The newest run that failed. */
  Optional<String> failed() {
    var unborn = listed.newestFailed().filter(this::unknown);
    return unborn.isPresent() ? unborn.map(this::unborn) : history.lastFailed().map(this::failed);
  }

  private String failed(Backup backup) {
    return "Backup "
        + backup.getMetadata().getName()
        + " on cluster "
        + work.name()
        + " failed; "
        + Reason.RUN_FAILED.remedy();
  }

  private String unborn(String run) {
    var warnings =
        work.cluster().warnings(stands).stream().findFirst().map(event -> event.getMessage());
    return "run "
        + run
        + " on cluster "
        + work.name()
        + " failed before a backup existed, Stork says: "
        + Messages.cut(warnings.orElse("nothing"), LONGEST_VALUE)
        + "; "
        + Reason.RUN_FAILED.remedy();
  }

  private boolean unknown(String run) {
    return work.cluster().cache(StorkKinds.BACKUPS).get(run).isEmpty()
        && history.runs().stream().noneMatch(known -> run.equals(known.getMetadata().getName()));
  }

  /** A planned run that did not happen. */
  Optional<PlannedRuns.Missed> missed() {
    return new PlannedRuns(policy).missed(since, runs(), work.wish().now());
  }

  /** When one can be found missing that cannot yet. */
  Optional<Instant> nextLook() {
    return new PlannedRuns(policy).nextLook(since, runs(), work.wish().now());
  }

  private List<PastRun> runs() {
    return Stream.concat(history.past().stream(), listed.runs().stream()).toList();
  }

  /** What is said of a run that did not happen. */
  EventRecord event(PlannedRuns.Missed missed) {
    var type = missed.type().wireName();
    return EventRecord.warning(
        work.wish().regarding(),
        Reason.MISSED_RUN,
        String.join("/", work.cluster().key().toString(), type, missed.planned().toString()),
        message(missed));
  }

  private String message(PlannedRuns.Missed missed) {
    var blocking =
        listed.unfinished().stream()
            .findFirst()
            .map(run -> "run " + run.name() + " is not over")
            .orElse("Stork started none within an hour");
    return "cluster "
        + work.name()
        + ": the run of "
        + missed.planned()
        + " ("
        + missed.type().wireName()
        + ") did not happen: "
        + blocking
        + "; "
        + Reason.MISSED_RUN.remedy();
  }

  /** Why retention cannot act. */
  Optional<String> retentionBlocked() {
    return new Retention(policy)
        .blocked(listed.runs())
        .map(
            blocked ->
                "cluster "
                    + work.name()
                    + " ("
                    + blocked.type().wireName()
                    + "): "
                    + blocked.lastPartial()
                    + " ended with partial success");
  }
}
