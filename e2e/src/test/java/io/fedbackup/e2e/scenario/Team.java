package io.fedbackup.e2e.scenario;

import io.fedbackup.api.v1alpha1.Backup;
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
import java.util.stream.Collectors;
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

  /** Names of the Events about an object of ours, with their counts. */
  List<String> events(String object) {
    return installation
        .backup()
        .v1()
        .events()
        .inNamespace(Installation.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .filter(event -> object.equals(event.getInvolvedObject().getName()))
        .map(event -> event.getReason() + " " + event.getMetadata().getName())
        .sorted()
        .toList();
  }

  /** How many times each object was said the same thing of, by Events of any name. */
  Map<String, Integer> told() {
    return installation
        .backup()
        .v1()
        .events()
        .inNamespace(Installation.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .collect(
            Collectors.toMap(
                it ->
                    String.join(
                        " ", it.getInvolvedObject().getUid(), it.getReason(), it.getMessage()),
                it -> it.getCount() == null ? 1 : it.getCount(),
                Integer::sum));
  }

  @Override
  public void close() {
    installation.close();
  }
}
