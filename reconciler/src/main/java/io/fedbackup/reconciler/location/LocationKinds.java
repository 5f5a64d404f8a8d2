package io.fedbackup.reconciler.location;

import io.fedbackup.reconciler.remote.RemoteKind;
import io.fedbackup.reconciler.remote.RemoteKind.Place;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.ApplicationRestore;
import org.libopenstorage.stork.v1alpha1.BackupLocation;

/**
 * The Stork resources that a location looks at. All of them, not just ours: others may name it too.
 */
final class LocationKinds {
  static final RemoteKind<BackupLocation> LOCATIONS =
      RemoteKind.all(BackupLocation.class, Place.ADMIN_NAMESPACE);
  static final RemoteKind<ApplicationBackup> BACKUPS =
      RemoteKind.all(ApplicationBackup.class, Place.ADMIN_NAMESPACE);
  static final RemoteKind<ApplicationBackupSchedule> SCHEDULES =
      RemoteKind.all(ApplicationBackupSchedule.class, Place.ADMIN_NAMESPACE);
  static final RemoteKind<ApplicationRestore> RESTORES =
      RemoteKind.all(ApplicationRestore.class, Place.ADMIN_NAMESPACE);

  private LocationKinds() {}
}
