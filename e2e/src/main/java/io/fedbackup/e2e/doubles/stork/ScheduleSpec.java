package io.fedbackup.e2e.doubles.stork;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code spec} of an ApplicationBackupSchedule, with Go's zero values. */
record ScheduleSpec(
    String schedulePolicyName,
    @Nullable Boolean suspend,
    String reclaimPolicy,
    String backupType,
    Template template) {

  ScheduleSpec {
    schedulePolicyName = Objects.requireNonNullElse(schedulePolicyName, "");
    reclaimPolicy = Objects.requireNonNullElse(reclaimPolicy, "");
    backupType = Objects.requireNonNullElse(backupType, "");
    template = Objects.requireNonNullElse(template, new Template(BackupSpec.zero()));
  }

  /** What each backup gets. */
  record Template(BackupSpec spec) {
    Template {
      spec = Objects.requireNonNullElseGet(spec, BackupSpec::zero);
    }
  }
}
