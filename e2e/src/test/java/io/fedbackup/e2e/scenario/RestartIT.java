package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Program;
import io.fedbackup.e2e.programs.Questions;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FleetTest(applicationClusters = 1, ownForEachTest = true)
class RestartIT {

  private static final Duration QUIET = Duration.ofSeconds(5);

  /** Killed as soon as each step of the first backup shows, the reconciler does nothing twice. */
  @Test
  void a_reconciler_that_is_killed_at_each_step_leaves_one_backup(
      Fleet fleet, Testbed testbed, @TempDir Path directory) {
    try (var team = Team.on(fleet, testbed, directory)) {
      // given
      var cluster = fleet.applications().getFirst();
      var reconciler = team.installation().reconciler();
      reconciler.startAndAwaitReady();

      // when
      team.apply(Intent.all(fleet));
      Eventually.found("a Job that validates", () -> agentJob(cluster));
      killAndRestart(reconciler);
      Eventually.found("Stork's schedule", () -> storkSchedule(cluster));
      killAndRestart(reconciler);
      Eventually.found("the mirroring Backup", () -> anyBackup(team, cluster));
      killAndRestart(reconciler);
      var success = team.awaitSuccess(cluster);
      killAndRestart(reconciler);

      // then
      Eventually.stays(
          "one run, one mirror, four blobs, and an Event only once",
          QUIET,
          () ->
              Team.storkBackups(cluster).size() == 1
                  && team.backups(cluster).size() == 1
                  && fleet.blobs().size() == 4);
      assertThat(team.told()).isNotEmpty().allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
      assertThat(success.getStatus().path()).isEqualTo(pathIn(fleet));
    }
  }

  @Test
  void a_mirroring_backup_applied_again_without_status_makes_nothing(
      Fleet fleet, Testbed testbed, @TempDir Path directory) {
    try (var team = Team.on(fleet, testbed, directory)) {
      // given
      team.protectedByHand();
      var cluster = fleet.applications().getFirst();
      var mirror = team.backups(cluster).getFirst();
      var before = Team.storkBackups(cluster);
      var blobs = fleet.blobs();

      // when
      team.installation().backup().resource(mirror).delete();
      var copy = new Backup();
      copy.setMetadata(
          new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
              .withName(mirror.getMetadata().getName())
              .withNamespace(Installation.NAMESPACE)
              .withAnnotations(mirror.getMetadata().getAnnotations())
              .build());
      copy.setSpec(mirror.getSpec());
      try (var controlPlane = asControlPlane(team.installation().backup())) {
        controlPlane.resource(copy).forceConflicts().serverSideApply();
      }

      // then
      team.awaitSuccess(cluster);
      assertThat(Team.storkBackups(cluster)).isEqualTo(before);
      assertThat(fleet.blobs()).isEqualTo(blobs);
    }
  }

  /** Nobody else may say that a Backup mirrors something. */
  private static KubernetesClient asControlPlane(KubernetesClient admin) {
    var config =
        new ConfigBuilder(admin.getConfiguration())
            .withImpersonateUsername("system:serviceaccount:fedbackup:fedbackup-reconciler")
            .withImpersonateGroups("system:masters")
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static void killAndRestart(Program reconciler) {
    reconciler.kill();
    assertThat(reconciler.running()).isFalse();
    reconciler.start();
  }

  private static Optional<?> agentJob(FleetCluster cluster) {
    return cluster.client().batch().v1().jobs().inAnyNamespace().list().getItems().stream()
        .findFirst();
  }

  private static Optional<?> storkSchedule(FleetCluster cluster) {
    return Questions.storkSchedules(cluster, Team.SCHEDULE).stream().findFirst();
  }

  private static Optional<?> anyBackup(Team team, FleetCluster cluster) {
    return team.backups(cluster).stream().findFirst();
  }

  private static String pathIn(Fleet fleet) {
    var blob = fleet.blobs().getFirst();
    return blob.substring(0, blob.lastIndexOf('/') + 1);
  }
}
