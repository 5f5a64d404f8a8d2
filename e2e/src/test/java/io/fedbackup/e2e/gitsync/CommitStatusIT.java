package io.fedbackup.e2e.gitsync;

import static io.fedbackup.e2e.gitsync.ForgeScene.await;
import static io.fedbackup.e2e.gitsync.ForgeScene.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.e2e.doubles.forge.ForgeApi;
import io.fedbackup.e2e.doubles.forge.GitForgeDouble;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Developers see beside their commit how it fares. */
@FleetTest(applicationClusters = 0, stork = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommitStatusIT {
  private static final String TOKEN = "forge-CANARY-token";

  private final Testbed testbed;
  private final Fleet fleet;
  private final ForgeScene scene;
  private final GitForgeDouble forge;

  CommitStatusIT(
      Fleet fleet, Testbed testbed, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    this.testbed = testbed;
    this.fleet = fleet;
    scene = new ForgeScene(fleet, testbed, directory);
    forge = GitForgeDouble.start(fleet.ca(), TOKEN, this::has);
  }

  @AfterAll
  void end() {
    scene.close();
    forge.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GITHUB, GitHub, acme/github, pending, success, failure",
    "GITLAB, GitLab, acme/ops/gitlab, pending, success, failed",
    "GITEA, Gitea, acme/gitea, pending, success, failure",
    "AZURE, AzureDevOps, acme/ops/_git/azure, pending, succeeded, failed"
  })
  void a_commit_is_pending_then_applied_and_a_bad_one_is_refused_with_its_reason(
      ForgeApi api,
      String provider,
      String repository,
      String pending,
      String success,
      String failure) {
    var name = api.name().toLowerCase(Locale.ROOT);
    var path = api == ForgeApi.AZURE ? repository : repository + ".git";
    try (var copy = scene.repository(path)) {
      // given a commit
      copy.write("sync/policy.yaml", policy(name, "01:00"));
      var good = copy.commitAndPush("Good");
      secret("forge-" + name, forge.address(api), TOKEN);

      // when it is synced
      scene.sync(name, path, commitStatus(provider, "forge-" + name));
      scene.awaitApplied(name, good);

      // then the Git server knows from the beginning to the end
      var context = "fedbackup/team-shop/" + name;
      await("the first commit's statuses")
          .untilAsserted(
              () ->
                  assertThat(forge.statuses(repository))
                      .extracting(
                          GitForgeDouble.Status::commit,
                          GitForgeDouble.Status::state,
                          GitForgeDouble.Status::context)
                      .containsExactly(
                          tuple(good, pending, context), tuple(good, success, context)));

      // when a commit is pushed that is refused, and looked at more than once
      copy.write("sync/policy.yaml", policy(name, "25:00"));
      var bad = copy.commitAndPush("Bad");
      scene.lookNow(name);
      await("the second commit's status")
          .until(() -> forge.statuses(repository).getLast().state().equals(failure));
      scene.lookNow(name);

      // then that is told once, with the reason
      var last = forge.statuses(repository).getLast();
      assertThat(last.commit()).isEqualTo(bad);
      assertThat(last.description()).startsWith("DocumentsRefused").contains("policy.yaml");
      assertThat(forge.statuses(repository)).hasSize(4);
    }
  }

  @Test
  void drift_that_is_only_reported_is_told_and_its_end_too() {
    try (var copy = scene.repository("acme/drift.git")) {
      // given
      copy.write("sync/policy.yaml", policy("drift", "01:00"));
      var commit = copy.commitAndPush("First");
      secret("forge-drift", forge.address(ForgeApi.GITHUB), TOKEN);
      scene.sync(
          "drift",
          "acme/drift.git",
          commitStatus("GitHub", "forge-drift") + "\n  driftPolicy: Report");
      scene.awaitApplied("drift", commit);
      awaitStates("acme/drift", "pending", "success");

      // when somebody changes the object, and changes it back
      time("drift", "05:00");
      scene.lookNow("drift");
      awaitStates("acme/drift", "pending", "success", "failure");
      time("drift", "01:00");
      scene.lookNow("drift");

      // then
      awaitStates("acme/drift", "pending", "success", "failure", "success");
      assertThat(forge.statuses("acme/drift").get(2).description()).startsWith("Drifted");
    }
  }

  @Test
  void a_token_that_is_refused_is_told_and_what_the_commit_says_is_applied_all_the_same() {
    try (var copy = scene.repository("acme/refused.git")) {
      copy.write("sync/policy.yaml", policy("refused", "01:00"));
      var commit = copy.commitAndPush("First");
      secret("forge-refused", forge.address(ForgeApi.GITHUB), "wrong-CANARY-token");

      scene.sync("refused", "acme/refused.git", commitStatus("GitHub", "forge-refused"));

      scene.awaitApplied("refused", commit);
      await("the Event").until(() -> !scene.events("refused", "CommitStatusNotPosted").isEmpty());
      assertThat(scene.events("refused", "CommitStatusNotPosted"))
          .allSatisfy(text -> assertThat(text).contains(commit).doesNotContain("CANARY"));
      assertThat(forge.refusals()).contains("401 bad credentials");
      assertThat(scene.installation.gitSync().logText()).doesNotContain("CANARY");
    }
  }

  @Test
  void a_token_does_not_follow_a_redirect() {
    try (var copy = scene.repository("acme/moved.git");
        var other = GitForgeDouble.start(fleet.ca(), TOKEN, (_, _) -> true);
        var moved = GitForgeDouble.start(fleet.ca(), TOKEN, (_, _) -> true)) {
      moved.redirect(URI.create(other.address(ForgeApi.GITHUB).replace("/github", "")));
      copy.write("sync/policy.yaml", policy("moved", "01:00"));
      var commit = copy.commitAndPush("First");
      secret("forge-moved", moved.address(ForgeApi.GITHUB), TOKEN);

      scene.sync("moved", "acme/moved.git", commitStatus("GitHub", "forge-moved"));

      scene.awaitApplied("moved", commit);
      await("the Event").until(() -> !scene.events("moved", "CommitStatusNotPosted").isEmpty());
      assertThat(other.statuses("acme/moved")).isEmpty();
      assertThat(other.refusals()).isEmpty();
    }
  }

  @Test
  void a_git_server_that_is_down_for_a_while_gets_the_status_when_it_is_back() {
    try (var copy = scene.repository("acme/down.git");
        var down = GitForgeDouble.start(fleet.ca(), TOKEN, this::has)) {
      // given
      down.setDown(true);
      copy.write("sync/policy.yaml", policy("down", "01:00"));
      var commit = copy.commitAndPush("First");
      secret("forge-down", down.address(ForgeApi.GITEA), TOKEN);

      // when
      scene.sync("down", "acme/down.git", commitStatus("Gitea", "forge-down"));
      scene.awaitApplied("down", commit);
      await("an attempt").until(() -> down.refusals().contains("503 down"));
      down.setDown(false);

      // then
      await("the status")
          .until(
              () ->
                  down.statuses("acme/down").stream()
                      .anyMatch(status -> status.state().equals("success")));
      assertThat(scene.events("down", "CommitStatusNotPosted")).isEmpty();
    }
  }

  private void awaitStates(String repository, String... states) {
    await("%s are posted".formatted(List.of(states)))
        .untilAsserted(
            () ->
                assertThat(forge.statuses(repository))
                    .extracting(GitForgeDouble.Status::state)
                    .containsExactly(states));
  }

  private void secret(String name, String address, String token) {
    scene.secret(name, Map.of("token", token, "address", address, "ca.crt", testbed.ca().pem()));
  }

  private static String commitStatus(String provider, String secret) {
    return "commitStatus: {provider: %s, secretRef: {name: %s}}".formatted(provider, secret);
  }

  /** Whether a bare repository has a commit; its folder may or may not end in {@code .git}. */
  private boolean has(String repository, String commit) {
    var plain = scene.installation.git().directory(repository);
    var folder =
        Files.isDirectory(plain) ? plain : scene.installation.git().directory(repository + ".git");
    try (var git = Git.open(folder.toFile())) {
      return git.getRepository().getObjectDatabase().has(ObjectId.fromString(commit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void time(String policy, String time) {
    scene
        .installation
        .backup()
        .resources(SchedulePolicy.class)
        .inNamespace(ForgeScene.NAMESPACE)
        .withName(policy)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"daily\":{\"time\":\"%s\"}}}".formatted(time));
  }
}
