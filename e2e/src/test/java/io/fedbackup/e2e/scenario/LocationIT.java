package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupLocationStatus;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationPhase;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.api.v1alpha1.ScheduleState;
import io.fedbackup.api.v1alpha1.UsedBy;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The life of a location: believed per cluster, doubted, and taken back last of all. */
@FleetTest(applicationClusters = 2, storageGranted = false)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocationIT {

  private static final String LOCATION = "backups";
  private static final Duration REMOVAL = Duration.ofMinutes(1);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static Team team;
  private static OnCluster first;
  private static OnCluster second;

  @BeforeAll
  static void start(Fleet fleet, Testbed testbed) {
    team = Team.on(fleet, testbed, directory);
    first = new OnCluster(fleet.applications().getFirst());
    second = new OnCluster(fleet.applications().getLast());
    first.cluster().grantStorage();
    team.installation().reconciler().startAndAwaitReady();
  }

  @AfterAll
  static void stop() {
    second.cluster().controlPlane().thawServer();
    team.close();
  }

  @Test
  @Order(1)
  void a_cluster_without_a_role_gets_no_schedule_until_it_has_one() {
    // when one of two clusters may not write to the container
    team.apply(
        Intent.all(team.fleet())
            .replace("  schedulePolicyRef:", "  reclaimPolicy: Retain\n  schedulePolicyRef:"));

    // then the location says so, with a remedy, and only the other one is backed up
    var refused =
        Eventually.found("RoleMissing", () -> on(second).filter(it -> is(it, "RoleMissing")));
    assertThat(refused.state()).isEqualTo(LocationState.FAILED);
    assertThat(refused.message()).isNotBlank();
    assertThat(refused.remedy()).contains("Storage Blob Data Contributor");
    Eventually.asserted(
        "it is valid in part",
        () -> assertThat(status().phase()).isEqualTo(LocationPhase.PARTIALLY_VALID));
    team.awaitSuccess(first.cluster());
    var blocked =
        Eventually.found(
            "the schedule is blocked there",
            () ->
                team.scheduleOn(Team.SCHEDULE, second.cluster())
                    .filter(it -> it.state() == ScheduleState.BLOCKED));
    assertThat(blocked.reason()).isEqualTo("LocationNotValid");
    assertThat(blocked.message()).contains(LOCATION).contains(second.cluster().name());
    assertThat(second.names()).allMatch(name -> name.startsWith("BackupLocation "));

    // when the role is assigned and somebody asks for another look
    second.cluster().grantStorage();
    var request = team.request(BackupLocation.class, LOCATION);

    // then it is valid everywhere, and the schedule arrives by itself
    Eventually.asserted(
        "it is Valid, and the request is served",
        () -> {
          assertThat(status().phase()).isEqualTo(LocationPhase.VALID);
          assertThat(status().lastHandledRequestAt()).isEqualTo(request);
        });
    team.awaitSuccess(second.cluster());
    assertThat(backedUp()).hasSize(8);
  }

  @Test
  @Order(2)
  void a_location_that_becomes_invalid_removes_no_instruction() {
    var before = first.names();

    first.cluster().revokeStorage();
    team.request(BackupLocation.class, LOCATION);

    Eventually.found("RoleMissing", () -> on(first).filter(it -> is(it, "RoleMissing")));
    Eventually.asserted(
        "the schedule says so",
        () ->
            assertThat(team.scheduleOn(Team.SCHEDULE, first.cluster()))
                .hasValueSatisfying(
                    it -> {
                      assertThat(it.state()).isEqualTo(ScheduleState.FAILED);
                      assertThat(it.reason()).isEqualTo("LocationNotValid");
                    }));
    assertThat(status().phase()).isEqualTo(LocationPhase.PARTIALLY_VALID);
    assertThat(first.names()).isEqualTo(before);
    assertThat(team.scheduleOn(Team.SCHEDULE, second.cluster()).orElseThrow().state())
        .isEqualTo(ScheduleState.SCHEDULED);

    first.cluster().grantStorage();
    team.request(BackupLocation.class, LOCATION);
    Eventually.asserted(
        "it is Valid again", () -> assertThat(status().phase()).isEqualTo(LocationPhase.VALID));
  }

  @Test
  @Order(3)
  void a_removed_location_stays_while_it_is_used_and_names_the_users() {
    var blobs = backedUp();

    team.remove(BackupLocation.class, LOCATION);
    Eventually.asserted(
        "it names schedules and backups",
        () -> {
          assertThat(status().phase()).isEqualTo(LocationPhase.REMOVING);
          assertThat(status().reason()).isEqualTo("InUse");
          assertThat(status().users())
              .extracting(UsedBy::kind)
              .contains("ApplicationBackupSchedule", "ApplicationBackup");
        });

    team.remove(BackupSchedule.class, Team.SCHEDULE);
    Eventually.asserted(
        "it still names the backups",
        () -> {
          assertThat(team.find(BackupSchedule.class, Team.SCHEDULE)).isEmpty();
          assertThat(status().users())
              .extracting(UsedBy::kind)
              .contains("ApplicationBackup")
              .doesNotContain("ApplicationBackupSchedule");
        });
    assertThat(first.of(locationKind(), LOCATION)).isPresent();

    first.backups(Team.SCHEDULE).forEach(it -> first.cluster().client().resource(it).delete());
    second.backups(Team.SCHEDULE).forEach(it -> second.cluster().client().resource(it).delete());
    Eventually.asserted(
        "it goes last", () -> assertThat(team.find(BackupLocation.class, LOCATION)).isEmpty());
    assertThat(first.names()).isEmpty();
    assertThat(second.names()).isEmpty();
    assertThat(backedUp()).isEqualTo(blobs);
  }

  @Test
  @Order(4)
  void a_namespace_that_is_deleted_ends_although_a_cluster_hangs() {
    // given a finished backup on each cluster
    var backup = team.installation().backup();
    team.apply(
        Intent.all(team.fleet())
            .replace("  access:", "  removalTimeout: 1m\n  access:")
            .replace("name: " + Team.SCHEDULE, "name: shop-last"));
    team.awaitSuccessOf("shop-last", first.cluster());
    team.awaitSuccessOf("shop-last", second.cluster());
    var runs = Team.storkBackups(first.cluster());
    var blobs = backedUp();
    var requests = team.fleet().backup().requestCounts();

    // when one cluster hangs and the namespace is deleted
    second.cluster().controlPlane().freezeServer();
    team.request(ApplicationCluster.class, second.cluster().name());
    backup.namespaces().withName(Installation.NAMESPACE).delete();

    // then it ends when the removalTimeout is over
    Eventually.assertedWithin(
        REMOVAL.multipliedBy(3),
        "the namespace is gone",
        () -> assertThat(backup.namespaces().withName(Installation.NAMESPACE).get()).isNull());
    assertThat(team.installation().reconciler().logText()).contains("left behind");
    // nothing was mirrored into it any more
    assertThat(
            team.fleet()
                .backup()
                .requestCounts()
                .since(requests)
                .count(
                    it ->
                        it.resource().equals("backups")
                            && it.verb().equals("POST")
                            && it.group().equals("fedbackup.io")))
        .as("Backups that were tried to be made")
        .isZero();
    // and backups stay, with the location that they name
    assertThat(Team.storkBackups(first.cluster())).isEqualTo(runs);
    assertThat(first.schedule("shop-last")).isEmpty();
    assertThat(first.of(locationKind(), LOCATION)).isPresent();
    assertThat(backedUp()).isEqualTo(blobs);
  }

  private static Class<org.libopenstorage.stork.v1alpha1.BackupLocation> locationKind() {
    return org.libopenstorage.stork.v1alpha1.BackupLocation.class;
  }

  /** What backups wrote; an agent writes and deletes an object of its own beside it. */
  private static List<String> backedUp() {
    return team.fleet().blobs().stream().filter(it -> it.startsWith("kube-system/")).toList();
  }

  private static boolean is(LocationCluster state, String reason) {
    return reason.equals(state.reason());
  }

  private static Optional<LocationCluster> on(OnCluster where) {
    return team.ask().locationOn(LOCATION, where.cluster().name());
  }

  private static BackupLocationStatus status() {
    return team.find(BackupLocation.class, LOCATION).orElseThrow().getStatus();
  }
}
