package io.fedbackup.reconciler.instruction;

import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.stork.PastRun;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.applicationbackupschedulestatus.Items;

/**
 * The runs that Stork lists in its schedule. Runs that failed before a backup existed are only
 * there. The list is a cluster's input.
 *
 * @param runs in no order, at most 2,000
 */
public record StorkRuns(List<PastRun> runs) {
  private static final int MOST = 2000;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_WORD = 64;
  private static final Set<String> OVER = Set.of("Failed", "PartialSuccess", "Successful");

  /** Copies the list. */
  public StorkRuns {
    runs = List.copyOf(runs);
  }

  /** As the schedule lists them now. */
  public static StorkRuns of(ApplicationBackupSchedule schedule) {
    var status = schedule.getStatus();
    if (status == null || status.getItems() == null) {
      return new StorkRuns(List.of());
    }
    return new StorkRuns(
        status.getItems().values().stream()
            .filter(Objects::nonNull)
            .flatMap(List::stream)
            .flatMap(StorkRuns::run)
            .limit(MOST)
            .toList());
  }

  /** Name of the newest run, if Stork calls it failed. */
  public Optional<String> newestFailed() {
    return runs.stream()
        .max(Comparator.comparing(PastRun::startedAt))
        .filter(run -> "Failed".equals(run.status()))
        .map(PastRun::name);
  }

  /** Runs that are not over: the backup of one may be about to be created. */
  public List<PastRun> unfinished() {
    return runs.stream().filter(run -> !OVER.contains(run.status())).toList();
  }

  /** Names of their backups, which may not exist yet. */
  public Set<String> names() {
    return runs.stream().map(PastRun::name).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<PastRun> run(Items item) {
    var created = time(item.getCreationTimestamp());
    return item.getName() == null || created == null
        ? Stream.empty()
        : Stream.of(
            new PastRun(
                Messages.cut(item.getName(), LONGEST_NAME),
                created,
                time(item.getFinishTimestamp()),
                Messages.cut(item.getStatus(), LONGEST_WORD)));
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null; // a cluster's input: a time that cannot be read is not known
    }
  }
}
