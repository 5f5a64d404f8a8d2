package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Questions;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a repository, one commit after the other. */
@FleetTest(applicationClusters = 1)
class CommitsIT {

  @Test
  void commits_arrive_are_refused_and_are_taken_back(
      Fleet fleet, Testbed testbed, @TempDir Path directory) {
    try (var team = Team.on(fleet, testbed, directory)) {
      var cluster = fleet.applications().getFirst();
      var copy = team.installation().copy();

      // given a first commit that is applied while git-sync is killed and started again
      copy.write("fleet.yaml", Intent.all(fleet)).write("more.yaml", Intent.schedule("shop-more"));
      var first = copy.commitAndPush("The fleet");
      team.installation().reconciler().startAndAwaitReady();
      team.installation().gitSync().startAndAwaitReady();
      team.installation().gitSync().kill();
      team.installation().gitSync().start();
      awaitApplied(team, first);
      Eventually.found("both schedules", () -> storkSchedule(cluster, "shop-more"));
      Eventually.found("both schedules", () -> storkSchedule(cluster, Team.SCHEDULE));
      team.awaitSuccess(cluster);
      Eventually.found("the run of shop-more is over", () -> successOf(team, "shop-more"));

      // when a commit has one wrong document
      copy.write("good.yaml", Intent.schedule("shop-good"));
      var bad = Intent.schedule("shop-bad", "shop", "  namspaces: [oops]");
      copy.write("bad.yaml", bad);
      copy.commitAndPush("One of these is wrong");
      team.installation().requestSync();

      // then nothing of it is applied, and the condition names file, line and field
      var message = Eventually.found("a refusal", () -> refusal(team));
      assertThat(message)
          .contains("bad.yaml:%d:".formatted(lineOf(bad, "namspaces")))
          .contains("spec.template.namspaces");
      assertThat(schedule(team, "shop-good")).isEmpty();
      assertThat(schedule(team, Team.SCHEDULE)).isPresent();
      assertThat(team.ask().appliedRevision("fleet")).get().asString().contains(first);

      // when a commit takes a schedule back
      var blobs = fleet.blobs();
      assertThat(blobs).as("of shop-more").anyMatch(it -> it.contains("/shop-more-"));
      copy.remove("bad.yaml").remove("good.yaml").remove("more.yaml");
      var last = copy.commitAndPush("One schedule is enough");
      team.installation().requestSync();

      // then its instruction goes, and its backups stay
      awaitApplied(team, last);
      Eventually.asserted(
          "the instruction goes", () -> assertThat(storkSchedule(cluster, "shop-more")).isEmpty());
      Eventually.asserted(
          "then the object", () -> assertThat(schedule(team, "shop-more")).isEmpty());
      assertThat(storkSchedule(cluster, Team.SCHEDULE)).isPresent();
      Eventually.stays(
          "its blobs stay", Duration.ofSeconds(5), () -> fleet.blobs().containsAll(blobs));
    }
  }

  private static long lineOf(String text, String what) {
    return text.lines().takeWhile(it -> !it.contains(what)).count() + 1;
  }

  private static Optional<Backup> successOf(Team team, String schedule) {
    return fleetBackups(team).stream()
        .filter(it -> it.getStatus() != null)
        .filter(it -> it.getStatus().phase() == BackupPhase.SUCCESS)
        .filter(it -> String.valueOf(it.getStatus().path()).contains("/" + schedule + "-"))
        .findFirst();
  }

  private static List<Backup> fleetBackups(Team team) {
    return team.backups(team.fleet().applications().getFirst());
  }

  private static void awaitApplied(Team team, String commit) {
    Eventually.found(
        "commit " + commit + " is applied",
        () -> team.ask().appliedRevision("fleet").filter(it -> it.contains(commit)));
  }

  private static Optional<?> storkSchedule(FleetCluster cluster, String name) {
    return Questions.storkSchedules(cluster, name).stream().findFirst();
  }

  private static Optional<BackupSchedule> schedule(Team team, String name) {
    return Optional.ofNullable(
        team.installation()
            .backup()
            .resources(BackupSchedule.class)
            .inNamespace(Installation.NAMESPACE)
            .withName(name)
            .get());
  }

  private static Optional<String> refusal(Team team) {
    var status =
        team.installation()
            .backup()
            .resources(GitSync.class)
            .inNamespace(Installation.NAMESPACE)
            .withName("fleet")
            .get()
            .getStatus();
    return status.conditions().stream()
        .filter(it -> it.type().equals("Ready") && it.status() == ConditionStatus.FALSE)
        .map(it -> it.message())
        .findFirst();
  }
}
