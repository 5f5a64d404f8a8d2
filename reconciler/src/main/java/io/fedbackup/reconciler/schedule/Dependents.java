package io.fedbackup.reconciler.schedule;

import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.RemoteCluster;
import java.util.List;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes ApplicationBackups out of the hands of their schedule. Stork makes a backup a dependent of
 * a schedule whose own reclaimPolicy somebody set to {@code Delete}; then removing the schedule
 * would erase the backup and its data.
 */
final class Dependents {
  private static final Logger LOG = LoggerFactory.getLogger(Dependents.class);
  private static final String KIND = "ApplicationBackupSchedule";

  private Dependents() {}

  /** Removes every ownerReference to a schedule from the backups of a cluster. */
  static void free(RemoteCluster cluster) {
    for (var backup : cluster.cache(StorkKinds.BACKUPS).list()) {
      if (StorkKinds.ours(cluster, backup) && dependent(backup)) {
        cluster.patch(backup, Dependents::freed);
        LOG.info(
            "cluster {}: ApplicationBackup {} no longer depends on its schedule",
            cluster.key(),
            backup.getMetadata().getName());
      }
    }
  }

  private static boolean dependent(ApplicationBackup backup) {
    return backup.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> KIND.equals(owner.getKind()));
  }

  private static ApplicationBackup freed(ApplicationBackup backup) {
    var others =
        backup.getMetadata().getOwnerReferences().stream()
            .filter(owner -> !KIND.equals(owner.getKind()))
            .toList();
    backup.getMetadata().setOwnerReferences(List.copyOf(others));
    return backup;
  }
}
