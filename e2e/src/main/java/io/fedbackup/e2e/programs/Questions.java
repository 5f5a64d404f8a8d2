package io.fedbackup.e2e.programs;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.e2e.fleet.FleetCluster;
import java.util.List;
import java.util.Optional;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;

/** What a user would look at, asked of the API servers. */
public final class Questions {

  private static final String STORK_NAMESPACE = "kube-system";

  private final KubernetesClient backup;
  private final String namespace;

  /** Questions about one namespace of a backup cluster. */
  public Questions(KubernetesClient backup, String namespace) {
    this.backup = backup;
    this.namespace = namespace;
  }

  /** The revision that a GitSync has applied in full. */
  public Optional<String> appliedRevision(String sync) {
    return Optional.ofNullable(
            backup.resources(GitSync.class).inNamespace(namespace).withName(sync).get())
        .map(GitSync::getStatus)
        .map(status -> status.lastAppliedRevision());
  }

  /** The cluster, if it is Active. */
  public Optional<ApplicationCluster> activeCluster(String name) {
    return Optional.ofNullable(
            backup.resources(ApplicationCluster.class).inNamespace(namespace).withName(name).get())
        .filter(cluster -> cluster.getStatus() != null)
        .filter(cluster -> cluster.getStatus().phase() == ClusterPhase.ACTIVE);
  }

  /** How a location is doing on a cluster. */
  public Optional<LocationCluster> locationOn(String location, String cluster) {
    return Optional.ofNullable(
            backup.resources(BackupLocation.class).inNamespace(namespace).withName(location).get())
        .map(BackupLocation::getStatus)
        .stream()
        .flatMap(status -> status.clusters().stream())
        .filter(state -> state.name().equals(cluster))
        .findFirst();
  }

  /** A schedule of ours. */
  public Optional<BackupSchedule> schedule(String name) {
    return Optional.ofNullable(
        backup.resources(BackupSchedule.class).inNamespace(namespace).withName(name).get());
  }

  /** Stork's schedules on a cluster whose names begin with ours. */
  public static List<ApplicationBackupSchedule> storkSchedules(FleetCluster cluster, String name) {
    return cluster
        .client()
        .resources(ApplicationBackupSchedule.class)
        .inNamespace(STORK_NAMESPACE)
        .list()
        .getItems()
        .stream()
        .filter(schedule -> schedule.getMetadata().getName().startsWith(name + "-"))
        .toList();
  }

  /** All of Stork's backups on a cluster. */
  public static List<ApplicationBackup> storkBackups(FleetCluster cluster) {
    return cluster
        .client()
        .resources(ApplicationBackup.class)
        .inNamespace(STORK_NAMESPACE)
        .list()
        .getItems();
  }

  /** The successful backup of a cluster, if it has one. */
  public Optional<Backup> successOn(String cluster) {
    return backup.resources(Backup.class).inNamespace(namespace).list().getItems().stream()
        .filter(object -> object.getSpec().clusterRef().name().equals(cluster))
        .filter(object -> object.getStatus() != null)
        .filter(object -> object.getStatus().phase() == BackupPhase.SUCCESS)
        .findFirst();
  }

  /** All Events of the namespace. */
  public List<Event> events() {
    return backup.v1().events().inNamespace(namespace).list().getItems();
  }

  /** The newest Event about drift of an object of ours. */
  public Optional<Event> driftEvent(String object) {
    return events().stream()
        .filter(event -> event.getInvolvedObject().getName().equals(object))
        .filter(event -> event.getReason().startsWith("Drift"))
        .findFirst();
  }
}
