package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Questions;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on one cluster, and what the other one notices of it: nothing. */
@FleetTest(applicationClusters = 2, ownForEachTest = true)
class TroubleIT {

  @Test
  void a_cluster_that_is_down_at_the_start_delays_nobody_and_joins_when_it_is_back(
      Fleet fleet, Testbed testbed, @TempDir Path directory) {
    try (var team = Team.on(fleet, testbed, directory)) {
      // given
      var well = fleet.applications().getFirst();
      var down = fleet.applications().getLast();
      down.controlPlane().stopServer();
      team.installation().reconciler().startAndAwaitReady();

      // when
      team.apply(Intent.all(fleet));

      // then
      team.awaitSuccess(well);
      var status =
          Eventually.found(
                  down.name() + " is NotAvailable",
                  () -> inPhase(team, down, ClusterPhase.NOT_AVAILABLE))
              .getStatus();
      assertThat(status.conditions())
          .filteredOn(it -> it.type().equals("Reachable"))
          .singleElement()
          .satisfies(it -> assertThat(it.message()).isNotBlank());

      // and when it comes back
      down.controlPlane().startServer();

      // then
      team.awaitSuccess(down);
    }
  }

  @Test
  void a_cluster_that_hangs_is_shown_as_unknown_and_its_backups_are_read_when_it_is_back(
      Fleet fleet, Testbed testbed, @TempDir Path directory) {
    try (var team = Team.on(fleet, testbed, directory)) {
      // given
      team.protectedByHand();
      var well = fleet.applications().getFirst();
      var lost = fleet.applications().getLast();
      var blobs = fleet.blobs();

      // when
      lost.controlPlane().freezeServer();

      // then
      Eventually.found(
          lost.name() + " is NotAvailable", () -> inPhase(team, lost, ClusterPhase.NOT_AVAILABLE));
      team.apply(Intent.schedule("shop-second"));
      Eventually.found(
          "a new schedule reaches the cluster that is well",
          () -> Questions.storkSchedules(well, "shop-second").stream().findFirst());

      // and when it goes on
      lost.controlPlane().thawServer();

      // then
      Eventually.found("it is Active again", () -> inPhase(team, lost, ClusterPhase.ACTIVE));
      Eventually.found(
          "the new schedule reaches it too",
          () -> Questions.storkSchedules(lost, "shop-second").stream().findFirst());
      Eventually.asserted(
          "its backups are known as before",
          () ->
              assertThat(team.backups(lost))
                  .isNotEmpty()
                  .anyMatch(it -> it.getStatus().phase() == BackupPhase.SUCCESS));
      assertThat(fleet.blobs()).containsAll(blobs);
    }
  }

  @Test
  void a_schedule_deleted_by_hand_comes_back_without_an_additional_run_and_is_reported_once(
      Fleet fleet, Testbed testbed, @TempDir Path directory) {
    try (var team = Team.on(fleet, testbed, directory)) {
      // given
      team.protectedByHand();
      var cluster = fleet.applications().getFirst();
      var before = Team.storkBackups(cluster);
      var schedule = Questions.storkSchedules(cluster, Team.SCHEDULE).getFirst();
      var uid = schedule.getMetadata().getUid();

      // when
      cluster.client().resource(schedule).delete();

      // then
      Eventually.found(
          "another schedule of that name",
          () ->
              Questions.storkSchedules(cluster, Team.SCHEDULE).stream()
                  .filter(it -> !it.getMetadata().getUid().equals(uid))
                  .findFirst());
      Eventually.found("an Event", () -> team.ask().driftEvent(Team.SCHEDULE));
      Eventually.stays(
          "no additional run",
          Duration.ofSeconds(8),
          () -> Team.storkBackups(cluster).equals(before));
      assertThat(team.events(Team.SCHEDULE)).filteredOn(it -> it.startsWith("Drift")).hasSize(1);
      assertThat(team.installation().reconciler().metrics()).contains("fedbackup_drift_total");
    }
  }

  private static Optional<ApplicationCluster> inPhase(
      Team team, FleetCluster cluster, ClusterPhase phase) {
    return Optional.ofNullable(
            team.installation()
                .backup()
                .resources(ApplicationCluster.class)
                .inNamespace(Installation.NAMESPACE)
                .withName(cluster.name())
                .get())
        .filter(it -> it.getStatus() != null && it.getStatus().phase() == phase);
  }
}
