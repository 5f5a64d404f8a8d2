package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.BackupLocation;
import org.libopenstorage.stork.v1alpha1.Rule;
import org.libopenstorage.stork.v1alpha1.SchedulePolicy;

/** A cluster leaves fedbackup: its instructions go, and no backup with them. */
@FleetTest(applicationClusters = 2)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RemovalIT {

  private static final Duration REMOVAL = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofSeconds(3);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static Team team;
  private static OnCluster first;
  private static OnCluster second;

  @BeforeAll
  static void protect(Fleet fleet, Testbed testbed) {
    team = Team.on(fleet, testbed, directory);
    first = new OnCluster(fleet.applications().getFirst());
    second = new OnCluster(fleet.applications().getLast());
    team.installation().reconciler().startAndAwaitReady();
    team.apply(Intent.rule("quiesce"));
    team.apply(
        Intent.all(fleet)
            .replace("  access:", "  removalTimeout: 1m\n  access:")
            .replace(
                "    namespaces: [shop]",
                "    namespaces: [shop]\n    preRuleRef: {name: quiesce}"));
    fleet.applications().forEach(team::awaitSuccess);
  }

  @AfterAll
  static void stop() {
    second.cluster().controlPlane().thawServer();
    team.close();
  }

  @Test
  @Order(1)
  void removing_a_duplicate_touches_nothing() {
    var before = first.everything();
    team.apply(
        Intent.cluster("twin").replace("twin-kubeconfig", first.cluster().name() + "-kubeconfig"));
    Eventually.found(
        "it is a duplicate",
        () ->
            team.find(ApplicationCluster.class, "twin")
                .filter(it -> it.getStatus() != null)
                .filter(it -> "DuplicateCluster".equals(it.getStatus().reason())));

    team.remove(ApplicationCluster.class, "twin");

    Eventually.asserted(
        "it is gone", () -> assertThat(team.find(ApplicationCluster.class, "twin")).isEmpty());
    Eventually.stays(
        "nothing on the cluster was touched",
        QUIET,
        () ->
            first.everything().equals(before)
                && team.inPhase(first.cluster(), ClusterPhase.ACTIVE).isPresent());
  }

  @Test
  @Order(2)
  void removing_a_cluster_takes_its_instructions_and_leaves_its_backups() {
    var runs = Team.storkBackups(first.cluster());
    var blobs = team.fleet().blobs();
    var elsewhere = second.everything();
    assertThat(first.ours(Rule.class)).hasSize(1);
    assertThat(first.ours(SchedulePolicy.class)).hasSize(1);
    assertThat(first.ours(ApplicationBackupSchedule.class)).hasSize(1);

    team.remove(ApplicationCluster.class, first.cluster().name());

    Eventually.asserted(
        "it is gone",
        () -> assertThat(team.find(ApplicationCluster.class, first.cluster().name())).isEmpty());
    assertThat(first.ours(ApplicationBackupSchedule.class)).isEmpty();
    assertThat(first.ours(SchedulePolicy.class)).isEmpty();
    assertThat(first.ours(Rule.class)).isEmpty();
    Eventually.stays(
        "backups and the location that they name stay",
        QUIET,
        () ->
            Team.storkBackups(first.cluster()).equals(runs)
                && first.ours(BackupLocation.class).size() == 1
                && team.fleet().blobs().equals(blobs));
    assertThat(second.everything()).isEqualTo(elsewhere);
    assertThat(team.backups(first.cluster())).as("what is known of its backups").hasSize(1);
    assertThat(team.events(first.cluster().name(), "InstructionsLeft")).isEmpty();
  }

  @Test
  @Order(3)
  void removing_a_cluster_that_hangs_ends_and_tells_what_stayed_behind() {
    var schedule = second.schedule(Team.SCHEDULE).orElseThrow().getMetadata().getName();
    second.cluster().controlPlane().freezeServer();
    team.request(ApplicationCluster.class, second.cluster().name());
    Eventually.found(
        "it is NotAvailable", () -> team.inPhase(second.cluster(), ClusterPhase.NOT_AVAILABLE));

    team.remove(ApplicationCluster.class, second.cluster().name());

    Eventually.assertedWithin(
        REMOVAL.multipliedBy(3),
        "it is gone",
        () -> assertThat(team.find(ApplicationCluster.class, second.cluster().name())).isEmpty());
    assertThat(team.events(second.cluster().name(), "InstructionsLeft"))
        .singleElement()
        .asString()
        .contains(schedule);
    second.cluster().controlPlane().thawServer();
    assertThat(second.schedule(Team.SCHEDULE)).isPresent();
  }
}
