package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.git.WorkingCopy;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Questions;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a repository, one commit after the other, also when git-sync is killed at a step of a
 * sync. The step is held by what would hold it in reality: a Git server that does not answer, or a
 * right that is missing. What a person looks at afterwards is as if nothing had been.
 */
@FleetTest(applicationClusters = 1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommitsIT {

  private static final String SYNC = "fleet";
  private static final String OURS = "fedbackup.io";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static Team team;
  private static FleetCluster cluster;
  private static WorkingCopy copy;
  private static Rights repository;
  private static Rights gitSync;

  @BeforeAll
  static void admit(Fleet fleet, Testbed testbed) {
    team = Team.on(fleet, testbed, directory);
    cluster = fleet.applications().getFirst();
    copy = team.installation().copy();
    repository = Rights.ofTeam(fleet);
    gitSync = Rights.ofGitSync(fleet);
  }

  @AfterEach
  void everything_was_told_once() {
    assertThat(team.happenings()).allSatisfy((_, times) -> assertThat(times).isOne());
  }

  @AfterAll
  static void stop() {
    team.close();
  }

  @Test
  @Order(1)
  void commits_arrive_are_refused_and_are_taken_back() {
    // given a first commit that is applied while git-sync is killed and started again
    copy.write("fleet.yaml", Intent.all(team.fleet()))
        .write("more.yaml", Intent.schedule("shop-more"));
    var first = copy.commitAndPush("The fleet");
    team.installation().reconciler().startAndAwaitReady();
    team.installation().gitSync().startAndAwaitReady();
    team.killGitSync();
    team.installation().gitSync().start();
    awaitApplied(first);
    Eventually.found("both schedules", () -> storkSchedule("shop-more"));
    Eventually.found("both schedules", () -> storkSchedule(Team.SCHEDULE));
    team.awaitSuccess(cluster);
    Eventually.found(
        "the run of shop-more is over", () -> team.inPhase("shop-more", BackupPhase.SUCCESS));

    // when a commit has one wrong document
    copy.write("good.yaml", Intent.schedule("shop-good"));
    var bad = Intent.schedule("shop-bad", "shop", "  namspaces: [oops]");
    copy.write("bad.yaml", bad);
    copy.commitAndPush("One of these is wrong");
    team.installation().requestSync();

    // then nothing of it is applied, and the condition names file, line and field
    assertThat(awaitNot("Ready").message())
        .contains("bad.yaml:%d:".formatted(lineOf(bad, "namspaces")))
        .contains("spec.template.namspaces");
    assertThat(team.find(BackupSchedule.class, "shop-good")).isEmpty();
    assertThat(team.find(BackupSchedule.class, Team.SCHEDULE)).isPresent();
    assertThat(team.ask().appliedRevision(SYNC)).get().asString().contains(first);

    // when a commit takes a schedule back
    var blobs = team.fleet().blobs();
    assertThat(blobs).as("of shop-more").anyMatch(it -> it.contains("/shop-more-"));
    copy.remove("bad.yaml").remove("good.yaml").remove("more.yaml");
    var last = copy.commitAndPush("One schedule is enough");
    team.installation().requestSync();

    // then its instruction goes, and its backups stay
    awaitApplied(last);
    Eventually.asserted(
        "the instruction goes", () -> assertThat(storkSchedule("shop-more")).isEmpty());
    Eventually.asserted(
        "then the object",
        () -> assertThat(team.find(BackupSchedule.class, "shop-more")).isEmpty());
    assertThat(storkSchedule(Team.SCHEDULE)).isPresent();
    Eventually.stays(
        "its blobs stay", Duration.ofSeconds(5), () -> team.fleet().blobs().containsAll(blobs));
  }

  @Test
  @Order(2)
  void killed_during_a_fetch_git_sync_applies_the_commit_after_all() {
    var before = standing();
    team.installation().git().hold();
    var commit = push(copy.write("fetched.yaml", Intent.policy("fetched", 60)), "One more");
    Eventually.asserted(
        "git-sync waits for the Git server",
        () -> assertThat(team.installation().git().waiting()).isPositive());
    assertThat(team.find(SchedulePolicy.class, "fetched")).isEmpty();

    team.killGitSync();
    team.installation().git().release();
    team.installation().gitSync().start();

    awaitApplied(commit);
    assertThat(team.find(SchedulePolicy.class, "fetched")).isPresent();
    awaitInventory("SchedulePolicy/fetched");
    takeBack("fetched");
    assertThat(standing()).isEqualTo(before);
  }

  @Test
  @Order(3)
  void killed_between_two_applies_git_sync_goes_on_with_the_second() {
    var before = standing();
    String commit;
    String version;
    try (var _ =
        repository.without(Installation.NAMESPACE, OURS, "backupschedules", "create", "patch")) {
      copy.write("second.yaml", Intent.schedule("second", "shop", "suspend: true"));
      commit = push(copy.write("stage.yaml", Intent.policy("stage", 60)), "Two more");
      var refusal = awaitReason("Applied", "Forbidden");
      assertThat(refusal.message()).contains("BackupSchedule").contains("second");
      version = version("stage");
      assertThat(team.find(BackupSchedule.class, "second")).isEmpty();
      team.killGitSync();
    }

    team.installation().gitSync().start();

    awaitApplied(commit);
    assertThat(team.find(BackupSchedule.class, "second")).isPresent();
    assertThat(version("stage")).as("what was applied is not written again").isEqualTo(version);
    awaitInventory("BackupSchedule/second", "SchedulePolicy/stage");
    copy.remove("second.yaml");
    takeBack("stage");
    assertThat(standing()).isEqualTo(before);
  }

  @Test
  @Order(4)
  void killed_between_applying_and_pruning_git_sync_prunes() {
    var before = standing();
    awaitApplied(push(copy.write("left.yaml", Intent.policy("left", 60)), "One more"));
    String commit;
    try (var _ = repository.without(Installation.NAMESPACE, OURS, "schedulepolicies", "delete")) {
      copy.remove("left.yaml").write("arrived.yaml", Intent.policy("arrived", 60));
      commit = push(copy, "Another one");
      var refusal = awaitReason("Ready", "Forbidden");
      assertThat(refusal.message()).contains("SchedulePolicy").contains("left");
      assertThat(team.find(SchedulePolicy.class, "arrived")).isPresent();
      assertThat(team.find(SchedulePolicy.class, "left")).isPresent();
      assertThat(inventory()).as("it goes on being owned").contains("SchedulePolicy/left");
      team.killGitSync();
    }

    team.installation().gitSync().start();

    awaitApplied(commit);
    Eventually.asserted(
        "what left Git goes", () -> assertThat(team.find(SchedulePolicy.class, "left")).isEmpty());
    awaitInventory("SchedulePolicy/arrived");
    takeBack("arrived");
    assertThat(standing()).isEqualTo(before);
  }

  @Test
  @Order(5)
  void killed_between_pruning_and_its_status_git_sync_says_what_is_so() {
    var before = standing();
    var last = push(copy.write("going.yaml", Intent.policy("going", 60)), "One more");
    awaitApplied(last);
    String commit;
    try (var _ =
        gitSync.without(Installation.NAMESPACE, OURS, "gitsyncs/status", "update", "patch")) {
      commit = push(copy.remove("going.yaml"), "One less");
      Eventually.asserted(
          "what left Git goes",
          () -> assertThat(team.find(SchedulePolicy.class, "going")).isEmpty());
      assertThat(team.ask().appliedRevision(SYNC)).get().asString().contains(last);
      team.killGitSync();
    }

    team.installation().gitSync().start();

    awaitApplied(commit);
    awaitInventory();
    assertThat(team.events(SYNC, "Pruned")).anySatisfy(it -> assertThat(it).contains("going"));
    assertThat(standing()).isEqualTo(before);
  }

  /**
   * What no sync of these stories may touch.
   *
   * @param uids of our objects by kind and name: what is made anew has another one
   * @param runs of Stork
   */
  private record Standing(Map<String, String> uids, List<String> runs, List<String> blobs) {}

  private static Standing standing() {
    var uids =
        Stream.of(
                team.find(ApplicationCluster.class, cluster.name()),
                team.find(BackupLocation.class, "backups"),
                team.find(BackupSchedule.class, Team.SCHEDULE),
                team.find(SchedulePolicy.class, "hourly"))
            .map(it -> it.orElseThrow())
            .collect(
                Collectors.toMap(
                    it -> it.getKind() + "/" + it.getMetadata().getName(),
                    it -> it.getMetadata().getUid()));
    return new Standing(uids, Team.storkBackups(cluster), team.fleet().blobs());
  }

  private static long lineOf(String text, String what) {
    return text.lines().takeWhile(it -> !it.contains(what)).count() + 1;
  }

  private static String push(WorkingCopy changed, String message) {
    var commit = changed.commitAndPush(message);
    team.installation().requestSync();
    return commit;
  }

  /** Back to what the first story leaves. */
  private static void takeBack(String policy) {
    awaitApplied(push(copy.remove(policy + ".yaml"), "Without " + policy));
    awaitInventory();
  }

  private static void awaitApplied(String commit) {
    Eventually.found(
        "commit " + commit + " is applied",
        () -> team.ask().appliedRevision(SYNC).filter(it -> it.contains(commit)));
  }

  /** What the first story leaves, and more; what is removed stays until it is gone. */
  private static void awaitInventory(String... more) {
    var expected =
        Stream.concat(
                Stream.of(
                    "ApplicationCluster/" + cluster.name(),
                    "BackupLocation/backups",
                    "BackupSchedule/" + Team.SCHEDULE,
                    "SchedulePolicy/hourly"),
                Stream.of(more))
            .toList();
    Eventually.asserted(
        "the inventory lists what there is",
        () -> assertThat(inventory()).containsExactlyInAnyOrderElementsOf(expected));
  }

  private static List<String> inventory() {
    return Objects.requireNonNull(status().inventory()).entries().stream()
        .map(it -> it.kind() + "/" + it.name())
        .toList();
  }

  private static GitSyncStatus status() {
    return team.find(GitSync.class, SYNC).orElseThrow().getStatus();
  }

  private static Condition awaitReason(String type, String reason) {
    return Eventually.found(
        "condition %s has reason %s".formatted(type, reason),
        () -> condition(type).filter(it -> it.reason().equals(reason)));
  }

  private static Condition awaitNot(String type) {
    return Eventually.found(
        "condition %s is False".formatted(type),
        () -> condition(type).filter(it -> it.status() == ConditionStatus.FALSE));
  }

  private static Optional<Condition> condition(String type) {
    return status().conditions().stream().filter(it -> it.type().equals(type)).findFirst();
  }

  private static String version(String policy) {
    return team.find(SchedulePolicy.class, policy).orElseThrow().getMetadata().getResourceVersion();
  }

  private static Optional<?> storkSchedule(String name) {
    return Questions.storkSchedules(cluster, name).stream().findFirst();
  }
}
