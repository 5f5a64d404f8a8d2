package io.fedbackup.e2e.gitsync;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.gitsync.GitSyncScene.Verb;
import io.fedbackup.e2e.programs.Questions;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;

/**
 * git-sync is killed at each step of a sync. The step is held by what would hold it in reality: a
 * Git server that does not answer, or a right that is missing. Afterwards git-sync is started
 * again, and what a person looks at is as if nothing had been: no run more, no Event twice.
 */
@FleetTest(applicationClusters = 1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class GitSyncRestartIT {

  private static final List<String> AT_FIRST =
      List.of(
          "ApplicationCluster/app-1",
          "BackupLocation/backups",
          "BackupSchedule/shop",
          "SchedulePolicy/hourly");

  private final Fleet fleet;
  private final GitSyncScene scene;
  private List<String> blobs = List.of();
  private List<String> runs = List.of();

  GitSyncRestartIT(
      Fleet fleet, Testbed testbed, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    this.fleet = fleet;
    scene = GitSyncScene.on(fleet, testbed, directory);
  }

  /** One schedule of which one run has ended; it runs again in an hour. */
  @BeforeAll
  void a_fleet_with_a_first_backup() {
    var commit =
        scene
            .installation()
            .copy()
            .write("fleet.yaml", Repository.fleet(fleet))
            .commitAndPush("Fleet");
    scene.installation().reconciler().startAndAwaitReady();
    scene.installation().gitSync().startAndAwaitReady();
    scene.awaitApplied(GitSyncScene.FLEET, commit);
    GitSyncScene.found("a backup", () -> scene.installation().ask().successOn("app-1"));
    blobs = fleet.blobs();
    runs = runs();
    assertThat(blobs).hasSize(4);
    assertThat(runs).hasSize(1);
  }

  @AfterAll
  void end() {
    scene.close();
  }

  @AfterEach
  void nothing_ran_again_and_nothing_was_told_twice() {
    assertThat(fleet.blobs()).isEqualTo(blobs);
    assertThat(runs()).isEqualTo(runs);
    assertThat(scene.events()).allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
  }

  @Test
  void killed_during_a_fetch_it_applies_the_commit_after_all() {
    // given
    scene.installation().git().hold();
    var commit = commitPolicy("fetched");
    GitSyncScene.await("git-sync waits for the Git server")
        .until(() -> scene.installation().git().waiting() > 0);
    assertThat(scene.object(SchedulePolicy.class, "fetched")).isEmpty();

    // when
    scene.killGitSync();
    scene.installation().git().release();
    scene.installation().gitSync().start();

    // then
    scene.awaitApplied(GitSyncScene.FLEET, commit);
    assertThat(scene.object(SchedulePolicy.class, "fetched")).isPresent();
    assertThat(scene.inventory(GitSyncScene.FLEET)).isEqualTo(with("SchedulePolicy/fetched"));
    takeBack("fetched");
  }

  @Test
  void killed_between_two_stages_it_goes_on_with_the_second() {
    // given
    String commit;
    String version;
    try (var _ = scene.withdraw(scene.team("create", "backupschedules"))) {
      scene.installation().copy().write("second.yaml", Repository.suspendedSchedule("second"));
      commit = commitPolicy("stages");
      var refusal = scene.awaitReason(GitSyncScene.FLEET, "Applied", "Forbidden");
      assertThat(refusal.message()).contains("BackupSchedule").contains("second");
      version = version("stages");
      assertThat(scene.object(BackupSchedule.class, "second")).isEmpty();

      // when
      scene.killGitSync();
    }
    scene.installation().gitSync().start();

    // then
    scene.awaitApplied(GitSyncScene.FLEET, commit);
    assertThat(scene.object(BackupSchedule.class, "second")).isPresent();
    assertThat(version("stages")).as("what was applied is not written again").isEqualTo(version);
    assertThat(scene.inventory(GitSyncScene.FLEET))
        .isEqualTo(with("BackupSchedule/second", "SchedulePolicy/stages"));
    scene.installation().copy().remove("second.yaml");
    takeBack("stages");
  }

  @Test
  void killed_between_applying_and_pruning_it_prunes() {
    // given
    var before = commitPolicy("left");
    scene.awaitApplied(GitSyncScene.FLEET, before);
    String commit;
    try (var _ = scene.withdraw(scene.team("delete", "schedulepolicies"))) {
      scene.installation().copy().remove("left.yaml");
      commit = commitPolicy("arrived");
      var refusal = scene.awaitReason(GitSyncScene.FLEET, "Ready", "Forbidden");
      assertThat(refusal.message()).contains("SchedulePolicy").contains("left");
      assertThat(scene.object(SchedulePolicy.class, "arrived")).isPresent();
      assertThat(scene.object(SchedulePolicy.class, "left")).isPresent();
      assertThat(scene.inventory(GitSyncScene.FLEET)).contains("SchedulePolicy/left");

      // when
      scene.killGitSync();
    }
    scene.installation().gitSync().start();

    // then
    scene.awaitApplied(GitSyncScene.FLEET, commit);
    GitSyncScene.await("what left Git goes")
        .until(() -> scene.object(SchedulePolicy.class, "left").isEmpty());
    assertThat(scene.inventory(GitSyncScene.FLEET)).isEqualTo(with("SchedulePolicy/arrived"));
    takeBack("arrived");
  }

  @Test
  void killed_between_pruning_and_its_status_it_says_what_is_so() {
    // given
    var before = commitPolicy("going");
    scene.awaitApplied(GitSyncScene.FLEET, before);
    String commit;
    try (var _ = scene.withdraw(scene.status(Verb.UPDATE), scene.status(Verb.PATCH))) {
      commit = scene.installation().copy().remove("going.yaml").commitAndPush("One less");
      scene.installation().requestSync();
      GitSyncScene.await("what left Git goes")
          .until(() -> scene.object(SchedulePolicy.class, "going").isEmpty());
      assertThat(scene.status(GitSyncScene.FLEET).orElseThrow().lastAppliedRevision())
          .as("the status is not written")
          .contains(before);

      // when
      scene.killGitSync();
    }
    scene.installation().gitSync().start();

    // then
    scene.awaitApplied(GitSyncScene.FLEET, commit);
    assertThat(scene.inventory(GitSyncScene.FLEET)).isEqualTo(AT_FIRST);
    assertThat(scene.events().keySet())
        .as("it was told that the object went")
        .anySatisfy(
            it -> {
              assertThat(it.get(1)).isEqualTo("Pruned");
              assertThat(it.get(2)).contains("going");
            });
  }

  private String commitPolicy(String name) {
    var id =
        scene
            .installation()
            .copy()
            .write(name + ".yaml", Repository.policy(name))
            .commitAndPush("Policy " + name);
    scene.installation().requestSync();
    return id;
  }

  private void takeBack(String policy) {
    var commit =
        scene.installation().copy().remove(policy + ".yaml").commitAndPush("Without " + policy);
    scene.installation().requestSync();
    scene.awaitApplied(GitSyncScene.FLEET, commit);
    GitSyncScene.await("the inventory is as at first")
        .untilAsserted(() -> assertThat(scene.inventory(GitSyncScene.FLEET)).isEqualTo(AT_FIRST));
  }

  private static List<String> with(String... more) {
    return java.util.stream.Stream.concat(AT_FIRST.stream(), java.util.Arrays.stream(more))
        .sorted()
        .toList();
  }

  private String version(String policy) {
    return scene
        .object(SchedulePolicy.class, policy)
        .orElseThrow()
        .getMetadata()
        .getResourceVersion();
  }

  private List<String> runs() {
    return Questions.storkBackups(fleet.applications().getFirst()).stream()
        .map(ApplicationBackup::getMetadata)
        .map(it -> it.getUid())
        .sorted()
        .toList();
  }
}
