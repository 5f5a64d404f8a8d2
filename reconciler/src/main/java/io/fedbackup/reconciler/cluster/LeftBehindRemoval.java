package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.LeftBehind;
import io.fedbackup.api.v1alpha1.UsedBy;
import io.fedbackup.planning.naming.Labels;
import io.fedbackup.reconciler.instruction.ScheduleTakeBack;
import io.fedbackup.reconciler.location.LocationUsers;
import io.fedbackup.reconciler.remote.RemoteCache;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteKind;
import io.fedbackup.reconciler.remote.RemoteKind.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.BackupLocation;

/**
 * Takes back what removals left on a cluster, now that it is there again: just the objects that
 * were left, told by their UIDs, and none that is wanted again. Fit to be repeated.
 */
final class LeftBehindRemoval {
  static final String SCHEDULE = "ApplicationBackupSchedule";
  static final String LOCATION = "BackupLocation";
  private static final RemoteKind<ApplicationBackupSchedule> SCHEDULES =
      RemoteKind.all(ApplicationBackupSchedule.class, Place.ADMIN_NAMESPACE);
  private static final RemoteKind<ApplicationBackup> BACKUPS =
      RemoteKind.all(ApplicationBackup.class, Place.ADMIN_NAMESPACE);
  private static final RemoteKind<BackupLocation> LOCATIONS =
      RemoteKind.all(BackupLocation.class, Place.ADMIN_NAMESPACE);

  private final RemoteCluster cluster;
  private final Predicate<LeftBehind> wanted;

  /**
   * Works on one cluster.
   *
   * @param wanted whether an object of ours asks for the instruction again
   */
  LeftBehindRemoval(RemoteCluster cluster, Predicate<LeftBehind> wanted) {
    this.cluster = cluster;
    this.wanted = wanted;
  }

  /** What is still left. */
  List<LeftBehind> takeBack(List<LeftBehind> left, Instant now) {
    List<LeftBehind> remaining = new ArrayList<>();
    for (LeftBehind one : left) {
      if (one.uid() != null && !wanted.test(one) && !gone(one, now)) {
        remaining.add(one);
      }
    }
    return List.copyOf(remaining);
  }

  private boolean gone(LeftBehind one, Instant now) {
    return switch (one.kind()) {
      case SCHEDULE -> scheduleGone(one, now);
      case LOCATION -> locationGone(one);
      default -> false;
    };
  }

  private boolean scheduleGone(LeftBehind one, Instant now) {
    RemoteCache<ApplicationBackupSchedule> schedules = cluster.cache(SCHEDULES);
    if (!schedules.synced() || !cluster.cache(BACKUPS).synced()) {
      return false;
    }
    Optional<ApplicationBackupSchedule> found =
        schedules.get(one.name()).filter(live -> theVery(live, one));
    found.ifPresent(schedule -> ScheduleTakeBack.remove(cluster, schedule, now));
    return found.isEmpty();
  }

  private boolean locationGone(LeftBehind one) {
    RemoteCache<BackupLocation> locations = cluster.cache(LOCATIONS);
    if (!locations.synced()) {
      return false;
    }
    Optional<BackupLocation> found = locations.get(one.name()).filter(live -> theVery(live, one));
    if (found.isEmpty()) {
      return true;
    }
    Optional<List<UsedBy>> users = new LocationUsers(cluster).of(one.name());
    if (users.isPresent() && users.get().isEmpty()) {
      cluster.delete(found.get(), DeletionPropagation.BACKGROUND);
    }
    return false;
  }

  private boolean theVery(HasMetadata live, LeftBehind one) {
    Map<String, String> labels = live.getMetadata().getLabels();
    return live.getMetadata().getUid().equals(one.uid())
        && labels != null
        && cluster.installation().equals(labels.get(Labels.INSTALLATION));
  }
}
