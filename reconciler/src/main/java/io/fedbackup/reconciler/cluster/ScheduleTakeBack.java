package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.reconciler.remote.RemoteCache;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteKind;
import io.fedbackup.reconciler.remote.RemoteKind.Place;
import java.util.Objects;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupScheduleSpec;

/** Takes one of Stork's schedules back so that its backups stay. Fit to be repeated. */
final class ScheduleTakeBack {
  private static final String KIND = "ApplicationBackupSchedule";
  private static final RemoteKind<ApplicationBackup> BACKUPS =
      RemoteKind.all(ApplicationBackup.class, Place.ADMIN_NAMESPACE);

  private final RemoteCluster cluster;

  ScheduleTakeBack(RemoteCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Whatever somebody wrote into the schedule: it gets {@code Retain} and starts no more runs, its
   * dependents are freed, and only then it goes. A run that Stork has started and that the watch
   * has not shown yet may be a dependent too: it is waited for.
   */
  void remove(ApplicationBackupSchedule schedule) {
    ApplicationBackupSchedule quiet = cluster.patch(schedule, ScheduleTakeBack::quiet);
    RemoteCache<ApplicationBackup> backups = cluster.cache(BACKUPS);
    for (ApplicationBackup backup : backups.list()) {
      if (dependsOn(backup, schedule)) {
        cluster.patch(backup, ScheduleTakeBack::freed);
      }
    }
    if (StartedRuns.of(quiet).allMatch(run -> backups.get(run).isPresent())) {
      cluster.delete(quiet, DeletionPropagation.ORPHAN);
    }
  }

  private static ApplicationBackupSchedule quiet(ApplicationBackupSchedule schedule) {
    var spec =
        Objects.requireNonNullElseGet(schedule.getSpec(), ApplicationBackupScheduleSpec::new);
    spec.setReclaimPolicy("Retain");
    spec.setSuspend(true);
    schedule.setSpec(spec);
    return schedule;
  }

  private static boolean dependsOn(ApplicationBackup backup, HasMetadata schedule) {
    return backup.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> schedule.getMetadata().getUid().equals(owner.getUid()));
  }

  private static ApplicationBackup freed(ApplicationBackup backup) {
    backup
        .getMetadata()
        .setOwnerReferences(
            backup.getMetadata().getOwnerReferences().stream()
                .filter(owner -> !KIND.equals(owner.getKind()))
                .toList());
    return backup;
  }
}
