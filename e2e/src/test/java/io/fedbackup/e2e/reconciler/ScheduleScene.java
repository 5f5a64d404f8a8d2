package io.fedbackup.e2e.reconciler;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.programs.Checkout;
import io.fedbackup.e2e.programs.Program;
import io.fedbackup.e2e.programs.Programs;
import io.fedbackup.e2e.testbed.Polls;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;

/** A fleet of two clusters with a Valid location, and the reconciler as the process that it is. */
final class ScheduleScene implements AutoCloseable {
  static final String TEAM = "team-a";
  private static final String ADMIN = "kube-system";

  private final Fleet fleet;
  private final Program reconciler;

  ScheduleScene(Fleet fleet, Testbed testbed, Path directory) {
    this.fleet = fleet;
    reconciler =
        new Programs(Checkout.find(), directory)
            .reconciler(fleet.reconcilerKubeconfig(), fleet.agentEnvironment(), testbed.freePort());
    reconciler.startAndAwaitReady();
    namespace(backup(), TEAM);
    fleet.applications().forEach(this::register);
    apply(
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: BackupLocation
        metadata: {name: main, namespace: team-a}
        spec:
          provider: azure
          azure: {storageAccount: %s, container: %s}
          clusters: {names: [app-1, app-2]}
        ---
        apiVersion: fedbackup.io/v1alpha1
        kind: SchedulePolicy
        metadata: {name: hourly, namespace: team-a}
        spec:
          interval: {minutes: 60, retain: 3}
        """
            .formatted(fleet.storageAccount(), fleet.container()));
    await("the location is Valid on both clusters")
        .until(() -> Integer.valueOf(2).equals(locationsValid()));
  }

  private Integer locationsValid() {
    var location =
        backup().resources(BackupLocation.class).inNamespace(TEAM).withName("main").get();
    return location.getStatus() == null || location.getStatus().clustersValid() == null
        ? 0
        : location.getStatus().clustersValid();
  }

  private void register(FleetCluster cluster) {
    backup()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(cluster.name())
                .withNamespace(TEAM)
                .endMetadata()
                .withStringData(Map.of("kubeconfig", cluster.kubeconfigForFedbackup()))
                .build())
        .create();
    apply(
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: ApplicationCluster
        metadata: {name: %s, namespace: team-a}
        spec:
          access:
            kubeconfigSecretRef: {name: %s}
        """
            .formatted(cluster.name(), cluster.name()));
  }

  KubernetesClient backup() {
    return fleet.backup().client();
  }

  KubernetesClient app(String name) {
    return fleet.application(name).client();
  }

  Program reconciler() {
    return reconciler;
  }

  List<String> blobs() {
    return fleet.blobs();
  }

  /** Blobs of the ApplicationBackups of one Stork schedule, or of one ApplicationBackup. */
  List<String> blobs(String storkName) {
    return fleet.blobs().stream().filter(blob -> blob.contains("/" + storkName)).toList();
  }

  void apply(String yaml) {
    var bytes = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    backup()
        .load(bytes)
        .items()
        .forEach(object -> backup().resource(object).forceConflicts().serverSideApply());
  }

  /** A namespace with something in it, on a cluster. */
  void shop(String cluster, String name) {
    namespace(app(cluster), name);
    app(cluster)
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("prices")
                .withNamespace(name)
                .endMetadata()
                .addToData("apple", "1")
                .build())
        .create();
  }

  static void namespace(KubernetesClient client, String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  /** An hourly schedule of a namespace; its first run is at once. */
  void schedule(String name, String namespace, String... clusters) {
    apply(
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: BackupSchedule
        metadata: {name: %s, namespace: team-a}
        spec:
          clusters: {names: [%s]}
          schedulePolicyRef: {name: hourly}
          locationRef: {name: main}
          reclaimPolicy: Delete
          template:
            namespaces: [%s]
        """
            .formatted(name, String.join(", ", clusters), namespace));
  }

  BackupSchedule schedule(String name) {
    return backup().resources(BackupSchedule.class).inNamespace(TEAM).withName(name).get();
  }

  /** Stork's schedules on a cluster whose name begins with ours. */
  List<ApplicationBackupSchedule> storkSchedules(String cluster, String name) {
    return app(cluster)
        .resources(ApplicationBackupSchedule.class)
        .inNamespace(ADMIN)
        .list()
        .getItems()
        .stream()
        .filter(schedule -> schedule.getMetadata().getName().startsWith(name + "-"))
        .toList();
  }

  /** ApplicationBackups on a cluster whose name begins with ours. */
  List<ApplicationBackup> runs(String cluster, String name) {
    return app(cluster)
        .resources(ApplicationBackup.class)
        .inNamespace(ADMIN)
        .list()
        .getItems()
        .stream()
        .filter(run -> run.getMetadata().getName().startsWith(name + "-"))
        .toList();
  }

  /** Our Backups whose name begins so. */
  List<Backup> backups(String name) {
    return backup().resources(Backup.class).inNamespace(TEAM).list().getItems().stream()
        .filter(backup -> backup.getMetadata().getName().startsWith(name))
        .toList();
  }

  Backup backupOf(String name) {
    return backup().resources(Backup.class).inNamespace(TEAM).withName(name).get();
  }

  /** How many Backups of this name's beginning are in the phase. */
  long inPhase(String name, String phase) {
    return backups(name).stream()
        .map(Backup::getStatus)
        .filter(status -> status != null && status.phase() != null)
        .filter(status -> Objects.requireNonNull(status.phase()).wire().equals(phase))
        .count();
  }

  List<String> events(String object, String reason) {
    return backup().v1().events().inNamespace(TEAM).list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getName().equals(object))
        .filter(event -> event.getReason().equals(reason))
        .map(event -> event.getMessage())
        .toList();
  }

  static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Polls.RARER_AND_RARER)
        .ignoreExceptions();
  }

  @Override
  public void close() {
    reconciler.close();
  }
}
