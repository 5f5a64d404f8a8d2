package io.fedbackup.reconciler.instruction;

import io.fedbackup.reconciler.remote.RemoteCluster;
import java.util.List;
import java.util.function.Predicate;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes ApplicationBackups out of the hands of their schedule. Stork makes a backup a dependent of
 * a schedule whose own reclaimPolicy somebody set to {@code Delete}; then removing the schedule
 * would erase the backup and its data.
 */
public final class Dependents {
  private static final Logger LOG = LoggerFactory.getLogger(Dependents.class);
  private static final String KIND = "ApplicationBackupSchedule";

  private Dependents() {}

  /** Removes every ownerReference to a schedule from our backups of a cluster. */
  public static void free(RemoteCluster cluster) {
    free(cluster, backup -> StorkKinds.ours(cluster, backup) && dependent(backup));
  }

  /**
   * The same, and from whatever backup depends on this very schedule.
   *
   * @return whether there was any
   */
  static boolean free(RemoteCluster cluster, ApplicationBackupSchedule schedule) {
    return free(
        cluster,
        backup ->
            dependsOn(backup, schedule) || (StorkKinds.ours(cluster, backup) && dependent(backup)));
  }

  private static boolean free(RemoteCluster cluster, Predicate<ApplicationBackup> which) {
    var dependents = cluster.cache(StorkKinds.BACKUPS).list().stream().filter(which).toList();
    for (var backup : dependents) {
      cluster.patch(backup, Dependents::freed);
      LOG.info(
          "cluster {}: ApplicationBackup {} no longer depends on its schedule",
          cluster.key(),
          backup.getMetadata().getName());
    }
    return !dependents.isEmpty();
  }

  private static boolean dependsOn(ApplicationBackup backup, ApplicationBackupSchedule schedule) {
    return backup.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> schedule.getMetadata().getUid().equals(owner.getUid()));
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
