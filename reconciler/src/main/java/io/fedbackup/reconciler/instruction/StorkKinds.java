package io.fedbackup.reconciler.instruction;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.planning.naming.Labels;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteKind;
import io.fedbackup.reconciler.remote.RemoteKind.Place;
import java.util.Map;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.Rule;
import org.libopenstorage.stork.v1alpha1.SchedulePolicy;

/** Stork's kinds that schedules and backups are made of, as they are watched. */
public final class StorkKinds {
  /** ApplicationBackupSchedules, whoever made them: one watch serves all who look at them. */
  public static final RemoteKind<ApplicationBackupSchedule> SCHEDULES =
      RemoteKind.all(ApplicationBackupSchedule.class, Place.ADMIN_NAMESPACE);

  /** ApplicationBackups, whoever made them. */
  public static final RemoteKind<ApplicationBackup> BACKUPS =
      RemoteKind.all(ApplicationBackup.class, Place.ADMIN_NAMESPACE);

  /** What Stork warns of about ApplicationBackups; opened for a run that it does not take up. */
  public static final RemoteKind<Event> BACKUP_WARNINGS =
      RemoteKind.with(
          Map.of("involvedObject.kind", "ApplicationBackup", "type", "Warning"),
          Event.class,
          Place.ADMIN_NAMESPACE);

  /** Our SchedulePolicies. */
  public static final RemoteKind<SchedulePolicy> POLICIES =
      RemoteKind.ours(SchedulePolicy.class, Place.CLUSTER);

  /** Our Rules. */
  public static final RemoteKind<Rule> RULES = RemoteKind.ours(Rule.class, Place.ADMIN_NAMESPACE);

  /** Whether an object was written by the installation that connects to a cluster. */
  public static boolean ours(RemoteCluster cluster, HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null && cluster.installation().equals(labels.get(Labels.INSTALLATION));
  }

  private StorkKinds() {}
}
