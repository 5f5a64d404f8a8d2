package io.fedbackup.e2e.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Questions;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;

/** Team-shop on an installation: what it does, and what it sees. */
final class Team implements AutoCloseable {

  static final String SCHEDULE = "shop-hourly";

  private final Installation installation;

  private Team(Installation installation) {
    this.installation = installation;
  }

  /** A team that is admitted, whose shops are open; no controller runs yet. */
  static Team on(Fleet fleet, Testbed testbed, Path directory) {
    var installation = new Installation(fleet, testbed, directory);
    installation.openShops();
    installation.admitTeam();
    return new Team(installation);
  }

  Installation installation() {
    return installation;
  }

  Fleet fleet() {
    return installation.fleet();
  }

  Questions ask() {
    return installation.ask();
  }

  /**
   * Kills the reconciler, and takes its Lease away, which otherwise runs out by itself while the
   * next one waits.
   */
  void killReconciler() {
    installation.reconciler().kill();
    installation.endLease("fedbackup-reconciler");
  }

  /** Kills git-sync as {@link #killReconciler} does. */
  void killGitSync() {
    installation.gitSync().kill();
    installation.endLease("fedbackup-git-sync");
  }

  /** Does what kubectl apply --server-side does. */
  void apply(String documents) {
    installation
        .backup()
        .load(new ByteArrayInputStream(documents.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(it -> installation.backup().resource(it).forceConflicts().serverSideApply());
  }

  /** Starts the reconciler, applies everything for the fleet, and waits for the first backups. */
  void protectedByHand() {
    installation.reconciler().startAndAwaitReady();
    apply(Intent.all(fleet()));
    fleet().applications().forEach(this::awaitSuccess);
  }

  Backup awaitSuccess(FleetCluster cluster) {
    return Eventually.found(
        "a successful backup of " + cluster.name(), () -> ask().successOn(cluster.name()));
  }

  /** Waits for a successful run of one schedule on a cluster. */
  Backup awaitSuccessOf(String schedule, FleetCluster cluster) {
    return Eventually.found(
        "a successful run of %s on %s".formatted(schedule, cluster.name()),
        () ->
            runs(schedule).stream()
                .filter(it -> it.getSpec().clusterRef().name().equals(cluster.name()))
                .filter(it -> it.getStatus() != null)
                .filter(it -> it.getStatus().phase() == BackupPhase.SUCCESS)
                .findFirst());
  }

  /** Our Backups of a cluster. */
  List<Backup> backups(FleetCluster cluster) {
    return installation
        .backup()
        .resources(Backup.class)
        .inNamespace(Installation.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .filter(backup -> backup.getSpec().clusterRef().name().equals(cluster.name()))
        .toList();
  }

  /** UIDs of Stork's backups on a cluster. */
  static List<String> storkBackups(FleetCluster cluster) {
    return Questions.storkBackups(cluster).stream()
        .map(ApplicationBackup::getMetadata)
        .map(metadata -> metadata.getUid())
        .sorted()
        .toList();
  }

  /** Our object of that name, if there is one. */
  <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return Optional.ofNullable(
        installation
            .backup()
            .resources(kind)
            .inNamespace(Installation.NAMESPACE)
            .withName(name)
            .get());
  }

  /** The Backups whose name begins with that of a schedule. */
  List<Backup> runs(String schedule) {
    return installation
        .backup()
        .resources(Backup.class)
        .inNamespace(Installation.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .filter(it -> it.getMetadata().getName().startsWith(schedule + "-"))
        .toList();
  }

  /** The Backup of that name or name's beginning, once it is in the phase. */
  Optional<Backup> inPhase(String name, BackupPhase phase) {
    return Stream.concat(find(Backup.class, name).stream(), runs(name).stream())
        .filter(it -> it.getStatus() != null && it.getStatus().phase() == phase)
        .findFirst();
  }

  /** How a schedule is doing on a cluster, as its status says. */
  Optional<ScheduleCluster> scheduleOn(String schedule, FleetCluster cluster) {
    return find(BackupSchedule.class, schedule).map(BackupSchedule::getStatus).stream()
        .flatMap(status -> status.clusters().stream())
        .filter(state -> state.name().equals(cluster.name()))
        .findFirst();
  }

  /** The cluster, once it is in the phase. */
  Optional<ApplicationCluster> inPhase(FleetCluster cluster, ClusterPhase phase) {
    return find(ApplicationCluster.class, cluster.name())
        .filter(it -> it.getStatus() != null && it.getStatus().phase() == phase);
  }

  /** Asks for a kind's first action now, as a person would with kubectl annotate. */
  <T extends HasMetadata> String request(Class<T> kind, String name) {
    var value = UUID.randomUUID().toString();
    installation
        .backup()
        .resources(kind)
        .inNamespace(Installation.NAMESPACE)
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}"
                .formatted(Annotations.REQUESTED_AT, value));
    return value;
  }

  /** Removes one of our objects without waiting. */
  <T extends HasMetadata> void remove(Class<T> kind, String name) {
    installation
        .backup()
        .resources(kind)
        .inNamespace(Installation.NAMESPACE)
        .withName(name)
        .delete();
  }

  /** What Events tell, each with how often it was told; a happening is told once. */
  Map<String, Integer> happenings() {
    return ask().events().stream()
        .collect(
            Collectors.toMap(
                event ->
                    "%s %s (%s): %s, %s"
                        .formatted(
                            event.getInvolvedObject().getKind(),
                            event.getInvolvedObject().getName(),
                            event.getInvolvedObject().getUid(),
                            event.getReason(),
                            event.getMessage()),
                event -> event.getCount() == null ? 1 : event.getCount(),
                Integer::sum,
                TreeMap::new));
  }

  /** The Events about an object of ours with this reason. */
  List<String> events(String object, String reason) {
    return ask().events().stream()
        .filter(event -> object.equals(event.getInvolvedObject().getName()))
        .filter(event -> reason.equals(event.getReason()))
        .map(event -> event.getMessage())
        .toList();
  }

  @Override
  public void close() {
    installation.close();
  }
}
