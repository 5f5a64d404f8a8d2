package io.fedbackup.reconciler.cluster;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.applicationbackupschedulestatus.Items;

/**
 * Runs that a Stork schedule has started and not ended. Stork writes a run into the schedule's
 * status before it makes the backup, so a started run without a backup may get one any moment. The
 * list is a cluster's input. Pure.
 */
final class StartedRuns {
  private static final Set<String> ENDED = Set.of("Successful", "PartialSuccess", "Failed");

  private StartedRuns() {}

  /** Names of their backups, which may not exist yet. */
  static Stream<String> of(ApplicationBackupSchedule schedule) {
    var status = schedule.getStatus();
    return status == null || status.getItems() == null
        ? Stream.empty()
        : status.getItems().values().stream()
            .filter(Objects::nonNull)
            .flatMap(List::stream)
            .filter(item -> !ended(item))
            .map(Items::getName)
            .filter(Objects::nonNull);
  }

  private static boolean ended(Items item) {
    return item.getStatus() != null && ENDED.contains(item.getStatus());
  }
}
