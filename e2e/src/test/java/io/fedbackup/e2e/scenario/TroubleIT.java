package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.BackupStatus;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.e2e.doubles.azure.AzureTenant;
import io.fedbackup.e2e.doubles.azure.Fault;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on one cluster, and what the other one notices of it: nothing. */
@FleetTest(applicationClusters = 2)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TroubleIT {

  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static Team team;
  private static FleetCluster well;
  private static FleetCluster troubled;

  @BeforeAll
  static void admit(Fleet fleet, Testbed testbed) {
    team = Team.on(fleet, testbed, directory);
    well = fleet.applications().getFirst();
    troubled = fleet.applications().getLast();
  }

  @AfterEach
  void end_all_trouble() {
    team.fleet().gateway().clearFaults();
    troubled.controlPlane().thawServer();
    troubled.controlPlane().startServer();
  }

  @AfterAll
  static void stop() {
    team.close();
  }

  @Test
  @Order(1)
  void a_cluster_that_is_down_at_the_start_delays_nobody_and_joins_when_it_is_back() {
    troubled.controlPlane().stopServer();
    team.installation().reconciler().startAndAwaitReady();

    team.apply(Intent.all(team.fleet()));

    team.awaitSuccess(well);
    var status =
        Eventually.found(
                "it is NotAvailable", () -> team.inPhase(troubled, ClusterPhase.NOT_AVAILABLE))
            .getStatus();
    assertThat(status.conditions())
        .filteredOn(it -> it.type().equals("Reachable"))
        .singleElement()
        .satisfies(it -> assertThat(it.message()).isNotBlank());

    troubled.controlPlane().startServer();
    team.request(ApplicationCluster.class, troubled.name());
    team.awaitSuccess(troubled);
  }

  @Test
  @Order(2)
  void a_cluster_that_is_lost_during_a_backup_is_unknown_until_it_is_back() {
    // given a backup whose upload does not end
    var there = new OnCluster(troubled);
    var upload = holdUploads("shop-lost", troubled);
    team.apply(Intent.schedule("shop-lost"));
    Eventually.found("it is under way", () -> on(troubled, "shop-lost", BackupPhase.IN_PROGRESS));

    // when its cluster hangs
    troubled.controlPlane().freezeServer();
    team.request(ApplicationCluster.class, troubled.name());

    // then it is unknown, and it is said why
    var lost =
        Eventually.found("it is Unknown", () -> on(troubled, "shop-lost", BackupPhase.UNKNOWN));
    assertThat(lost.getStatus().reason()).isEqualTo("NoContact");
    assertThat(lost.getStatus().message()).contains(troubled.name());
    assertThat(lost.getStatus().path()).isNotBlank();
    Eventually.found(
        "the cluster is NotAvailable", () -> team.inPhase(troubled, ClusterPhase.NOT_AVAILABLE));
    // and the other cluster works as always, also on what is new
    Eventually.found("one succeeds", () -> on(well, "shop-lost", BackupPhase.SUCCESS));
    team.apply(Intent.schedule("shop-new"));
    Eventually.found("another succeeds", () -> on(well, "shop-new", BackupPhase.SUCCESS));

    // when it goes on
    troubled.controlPlane().thawServer();
    team.request(ApplicationCluster.class, troubled.name());
    upload.close();

    // then the backup ends as if nothing had been, and what is new arrives
    var back =
        Eventually.found("it succeeds", () -> on(troubled, "shop-lost", BackupPhase.SUCCESS));
    Eventually.found("it is Active again", () -> team.inPhase(troubled, ClusterPhase.ACTIVE));
    Eventually.found("the new one succeeds", () -> on(troubled, "shop-new", BackupPhase.SUCCESS));
    assertThat(there.backups("shop-lost")).hasSize(1);
    assertThat(blobsBelow(back.getStatus())).hasSize(4);
    assertThat(team.runs("shop-lost")).hasSize(2);
  }

  @Test
  @Order(3)
  void a_run_that_takes_too_long_is_failed_and_its_schedule_runs_on() {
    var there = new OnCluster(well);
    team.apply(Intent.policy("minutely", 1));
    var upload = holdUploads("shop-slow", well);

    team.apply(
        Intent.schedule("shop-slow", "shop", "  timeout: 1m")
            .replace("name: hourly", "name: minutely"));
    var slow = Eventually.found("it is under way", () -> on(well, "shop-slow")).getMetadata();
    Eventually.found("it is Failed", () -> on(well, "shop-slow", BackupPhase.FAILED));
    upload.close();

    var status = team.find(Backup.class, slow.getName()).orElseThrow().getStatus();
    assertThat(status.reason()).isEqualTo("TimedOut");
    assertThat(status.message()).contains(well.name()).contains("1m");
    assertThat(status.path()).contains("/" + slow.getName() + "/");
    Eventually.asserted(
        "Stork's object is gone",
        () ->
            assertThat(there.backups("shop-slow"))
                .noneMatch(run -> run.getMetadata().getName().equals(slow.getName())));
    Eventually.found("the next run succeeds", () -> on(well, "shop-slow", BackupPhase.SUCCESS));
    assertThat(team.find(Backup.class, slow.getName()).orElseThrow().getStatus())
        .satisfies(
            it -> {
              assertThat(it.reason()).isEqualTo("TimedOut");
              assertThat(it.path()).isEqualTo(status.path());
            });
    team.remove(BackupSchedule.class, "shop-slow");
  }

  /** Lets no file of a schedule's runs on a cluster reach the store until it is closed. */
  private static AzureTenant.Hold holdUploads(String schedule, FleetCluster cluster) {
    return team.fleet()
        .gateway()
        .inject(
            new Fault.Delay(LONG),
            request ->
                request.method().equals("PUT")
                    && request.clientId().equals(cluster.identity().clientId())
                    && request.blob().contains("/" + schedule + "-"));
  }

  private static Optional<Backup> on(FleetCluster cluster, String schedule) {
    return team.runs(schedule).stream()
        .filter(it -> it.getSpec().clusterRef().name().equals(cluster.name()))
        .findFirst();
  }

  private static Optional<Backup> on(FleetCluster cluster, String schedule, BackupPhase phase) {
    return team.runs(schedule).stream()
        .filter(it -> it.getSpec().clusterRef().name().equals(cluster.name()))
        .filter(it -> it.getStatus() != null && it.getStatus().phase() == phase)
        .findFirst();
  }

  private static List<String> blobsBelow(BackupStatus status) {
    var path = Objects.requireNonNull(status.path());
    return team.fleet().blobs().stream().filter(blob -> blob.startsWith(path)).toList();
  }
}
