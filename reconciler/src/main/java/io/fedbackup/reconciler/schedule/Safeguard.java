package io.fedbackup.reconciler.schedule;

import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.planning.drift.FieldDifference;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.reconciler.instruction.Dependents;
import io.fedbackup.reconciler.instruction.StandingInstructions;
import io.fedbackup.reconciler.instruction.StorkKinds;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupScheduleSpec;

/**
 * Whatever else cannot be done on a cluster: a schedule that stands there starts no run that is not
 * wanted, and takes no backup with it when it goes. What cannot be encrypted as asked for is not
 * backed up in the clear.
 */
final class Safeguard {
  private static final int LONGEST_VALUE = 200;

  private final StandingInstructions instructions;

  Safeguard(StandingInstructions instructions) {
    this.instructions = instructions;
  }

  /** Makes it so, as far as is known what stands. */
  void keep(Work work) {
    var cluster = work.cluster();
    var schedules = cluster.cache(StorkKinds.SCHEDULES);
    if (schedules.synced() && cluster.cache(StorkKinds.BACKUPS).synced()) {
      Dependents.free(cluster);
      schedules
          .get(work.storkName())
          .filter(live -> StorkKinds.ours(cluster, live))
          .ifPresent(live -> keep(work, live));
    }
  }

  private void keep(Work work, ApplicationBackupSchedule live) {
    var spec = spec(live);
    var trapped = !ReclaimPolicy.RETAIN.wire().equals(spec.getReclaimPolicy());
    var suspend = work.wish().suspended() || encryptionAskedFor(work);
    if (trapped || (suspend && !Boolean.TRUE.equals(spec.getSuspend()))) {
      instructions.put(
          work.cluster(),
          live,
          schedule -> {
            var safe = spec(schedule);
            safe.setReclaimPolicy(ReclaimPolicy.RETAIN.wire());
            if (suspend) {
              safe.setSuspend(true);
            }
            schedule.setSpec(safe);
            return schedule;
          },
          trapped ? List.of(trap(spec.getReclaimPolicy())) : List.of(),
          work.wish().regarding());
    }
  }

  /** Somebody may have taken it away. */
  private static ApplicationBackupScheduleSpec spec(ApplicationBackupSchedule schedule) {
    return Objects.requireNonNullElseGet(schedule.getSpec(), ApplicationBackupScheduleSpec::new);
  }

  private static FieldDifference trap(@Nullable String reclaimPolicy) {
    return new FieldDifference(
        "spec.reclaimPolicy",
        "\"" + ReclaimPolicy.RETAIN.wire() + "\"",
        reclaimPolicy == null ? null : "\"" + Messages.cut(reclaimPolicy, LONGEST_VALUE) + "\"",
        null,
        null);
  }

  private static boolean encryptionAskedFor(Work work) {
    var name = work.wish().in(work.wish().schedule().getSpec().locationRef().name());
    return work.wish()
        .catalogue()
        .location(name)
        .filter(location -> location.getSpec().encryptionKeySecretRef() != null)
        .isPresent();
  }
}
