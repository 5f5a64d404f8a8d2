package io.fedbackup.reconciler.schedule;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.applicationbackupschedulestatus.Items;

/**
 * Runs that failed before a backup existed: only Stork's own list of runs has them. The list is a
 * cluster's input.
 */
final class UnbornRuns {
  private UnbornRuns() {}

  /** Name of the newest run of a schedule, if Stork calls it failed. */
  static Optional<String> newest(ApplicationBackupSchedule schedule) {
    var status = schedule.getStatus();
    if (status == null || status.getItems() == null) {
      return Optional.empty();
    }
    return status.getItems().values().stream()
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .filter(item -> item.getName() != null && item.getCreationTimestamp() != null)
        .max(Comparator.comparing(Items::getCreationTimestamp))
        .filter(item -> "Failed".equals(item.getStatus()))
        .map(Items::getName);
  }
}
