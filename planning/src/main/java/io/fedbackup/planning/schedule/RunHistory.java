package io.fedbackup.planning.schedule;

import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupStatus;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.planning.backup.Situation;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.PastRun;
import io.fedbackup.planning.stork.RunName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one schedule on one cluster, as our Backups have them.
 *
 * @param runs Backups that mirror its runs, newest first
 */
public record RunHistory(List<Backup> runs) {
  private static final Comparator<Backup> NEWEST_FIRST =
      Comparator.comparing(RunHistory::started).reversed();

  /** Sorts. */
  public RunHistory {
    runs = runs.stream().sorted(NEWEST_FIRST).toList();
  }

  /** The runs among all Backups of a namespace. */
  public static RunHistory of(Collection<Backup> backups, String clusterHash, String schedule) {
    return new RunHistory(
        backups.stream().filter(backup -> belongs(backup, clusterHash, schedule)).toList());
  }

  /** When the newest run began; what was known before if there is none. */
  public @Nullable String lastBackup(@Nullable ScheduleCluster before) {
    var newest = runs.stream().findFirst().map(run -> started(run).toString());
    return later(newest, before == null ? null : before.lastBackup());
  }

  /** When the newest successful run ended; what was known before if that is later. */
  public @Nullable String lastSuccess(@Nullable ScheduleCluster before) {
    var ended = ended(BackupPhase.SUCCESS);
    return later(ended, before == null ? null : before.lastSuccess());
  }

  /** When the newest failed run ended; what was known before if that is later. */
  public @Nullable String lastFailure(@Nullable ScheduleCluster before) {
    var ended = ended(BackupPhase.FAILED);
    return later(ended, before == null ? null : before.lastFailure());
  }

  /** Failed runs since the last one that was anything else. */
  public int consecutiveFailures() {
    return (int)
        runs.stream()
            .map(run -> Situation.status(run).phase())
            .filter(phase -> phase != null && phase != BackupPhase.UNKNOWN && over(phase))
            .takeWhile(phase -> phase == BackupPhase.FAILED)
            .count();
  }

  /** The newest run that is over, if it failed. */
  public Optional<Backup> lastFailed() {
    return runs.stream()
        .filter(run -> over(Situation.status(run).phase()))
        .findFirst()
        .filter(run -> Situation.status(run).phase() == BackupPhase.FAILED);
  }

  /** When the newest run began. */
  public Optional<Instant> newest() {
    return runs.stream().findFirst().map(RunHistory::started);
  }

  /**
   * For Stork's own list of runs, when its schedule is put back: what is in there is under its
   * retention, and may be erased by it. So only runs of this very schedule are: the backups that a
   * removed schedule of the same name left stay what they are.
   *
   * @param scheduleUid UID of our BackupSchedule
   */
  public List<PastRun> past(String scheduleUid) {
    return past(run -> scheduleUid.equals(annotation(run, Annotations.OWNER_UID)));
  }

  /** All runs, of whichever schedule of this name. */
  public List<PastRun> past() {
    return past(_ -> true);
  }

  private List<PastRun> past(Predicate<Backup> which) {
    return runs.stream()
        .filter(which)
        .map(
            run -> {
              var status = Situation.status(run);
              return new PastRun(
                  run.getMetadata().getName(),
                  started(run),
                  time(status.finishedAt()),
                  word(status));
            })
        .toList();
  }

  /** In Stork's words. What nobody knows counts as a run, but never as a success. */
  private static String word(BackupStatus status) {
    if (Reason.NOTHING_SELECTED.wireName().equals(status.reason())) {
      return "Successful";
    }
    return switch (status.phase()) {
      case SUCCESS -> "Successful";
      case PARTIAL_SUCCESS -> "PartialSuccess";
      case PENDING -> "Pending";
      case IN_PROGRESS -> "InProgress";
      case null, default -> "Failed";
    };
  }

  private static boolean belongs(Backup backup, String clusterHash, String schedule) {
    var mirrors = annotation(backup, Annotations.MIRRORS);
    return mirrors != null
        && mirrors.startsWith(clusterHash + "/")
        && RunName.parse(backup.getMetadata().getName())
            .filter(name -> name.schedule().equals(schedule))
            .isPresent();
  }

  private static @Nullable String annotation(Backup backup, String key) {
    Map<String, String> annotations = backup.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(key);
  }

  private static boolean over(@Nullable BackupPhase phase) {
    return phase == BackupPhase.SUCCESS
        || phase == BackupPhase.PARTIAL_SUCCESS
        || phase == BackupPhase.FAILED;
  }

  private Optional<String> ended(BackupPhase phase) {
    return runs.stream()
        .map(Situation::status)
        .filter(status -> status.phase() == phase)
        .map(BackupStatus::finishedAt)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder());
  }

  private static @Nullable String later(Optional<String> found, @Nullable String before) {
    return Stream.concat(found.stream(), Stream.ofNullable(before))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Instant started(Backup backup) {
    var known = time(Situation.status(backup).startedAt());
    return known != null
        ? known
        : RunName.parse(backup.getMetadata().getName())
            .map(RunName::startedAt)
            .orElse(Instant.EPOCH);
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null; // somebody wrote the status by hand
    }
  }
}
