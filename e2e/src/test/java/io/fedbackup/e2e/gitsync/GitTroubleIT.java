package io.fedbackup.e2e.gitsync;

import static io.fedbackup.e2e.gitsync.TeamSyncs.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Checkout;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Program;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What stands in git-sync's way: each time one sentence where people look, no stack trace, what was
 * applied stays, and the last commit is applied when all is well again.
 */
@FleetTest(applicationClusters = 0, stork = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitTroubleIT {
  private static final String AGAIN = ".*(tried again|next attempt).* \\d+ s\\b.*";

  private final ForgeScene scene;
  private final Installation installation;
  private final TeamSyncs syncs;

  GitTroubleIT(
      Fleet fleet, Testbed testbed, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    scene = new ForgeScene(fleet, testbed, directory);
    installation = scene.installation;
    syncs = new TeamSyncs(installation);
  }

  @AfterAll
  void end() {
    scene.close();
  }

  @AfterEach
  void no_log_line_is_a_stack_trace() {
    backupCluster().startServer();
    // in JSON a tabulator is escaped
    assertThat(gitSync().logText().lines())
        .noneMatch(it -> it.contains("\tat ") || it.contains("\\tat "));
  }

  /** One kind of trouble, of a GitSync with its own path and Secret. */
  private record Trouble(String name, String reason, Runnable begin, Runnable end) {}

  private List<Trouble> troubles() {
    var url = installation.url();
    var access = access();
    var wrong = changed(access, "password", "canary-91b");
    var stranger = new HashMap<>(access);
    stranger.remove("ca.crt");
    return List.of(
        new Trouble(
            "no-server",
            "GitUnreachable",
            () -> url("no-server", "https://127.0.0.1:1/fleet.git"),
            () -> url("no-server", url)),
        new Trouble(
            "no-repository",
            "GitRepositoryNotFound",
            () -> url("no-repository", url.replace("fleet.git", "nothing.git")),
            () -> url("no-repository", url)),
        new Trouble(
            "wrong-password",
            "GitCredentialsRefused",
            () -> scene.secret("wrong-password", wrong),
            () -> scene.secret("wrong-password", access)),
        new Trouble(
            "untrusted",
            "GitTlsFailed",
            () -> replaceSecret("untrusted", stranger),
            () -> scene.secret("untrusted", access)));
  }

  @Test
  void trouble_with_a_repository_is_told_where_people_look_and_ends_without_a_restart()
      throws IOException {
    // given
    running();
    var documented = Files.readString(Checkout.find().path("docs/reference/reasons.md"));
    var troubles = troubles();
    troubles.forEach(it -> policy(it.name(), it.name()));
    var first = installation.copy().commitAndPush("A policy each");
    for (var trouble : troubles) {
      scene.secret(trouble.name(), access());
      create(trouble.name(), "secretRef: {name: %s}".formatted(trouble.name()));
    }
    troubles.forEach(it -> syncs.awaitApplied(it.name(), first));

    // when
    troubles.forEach(it -> it.begin().run());
    troubles.forEach(it -> policy(it.name(), it.name() + "-more"));
    var second = installation.copy().commitAndPush("Two policies each");
    troubles.forEach(it -> syncs.lookNow(it.name()));

    // then
    for (var trouble : troubles) {
      syncs.awaitCondition(trouble.name(), "Ready", "False " + trouble.reason());
      assertThat(syncs.condition(trouble.name(), "Fetched")).isEqualTo("False " + trouble.reason());
      assertThat(syncs.message(trouble.name(), "Ready"))
          .as("remedy and retry of %s", trouble.name())
          .matches(AGAIN)
          .doesNotContain("\n", "Exception", "canary");
      assertThat(documented).contains("`" + trouble.reason() + "`");
      assertThat(gitSync().logText().lines())
          .anyMatch(it -> it.contains(trouble.name()) && it.contains(trouble.reason()));
      assertThat(syncs.status(trouble.name()).lastAppliedRevision()).contains(first);
      assertThat(syncs.policies().withName(trouble.name()).get()).isNotNull();
    }
    assertThat(gitSync().logText()).doesNotContain("canary");

    // when all is well again
    troubles.forEach(it -> it.end().run());
    troubles.forEach(it -> syncs.lookNow(it.name()));

    // then
    for (var trouble : troubles) {
      syncs.awaitApplied(trouble.name(), second);
      syncs.awaitCondition(trouble.name(), "InSync", "True InSync");
      syncs.awaitCondition(trouble.name(), "Fetched", "True Fetched");
      assertThat(syncs.policies().withName(trouble.name() + "-more").get()).isNotNull();
    }
  }

  @Test
  void a_branch_that_is_deleted_a_path_that_goes_and_one_that_is_emptied_remove_nothing() {
    // given
    running();
    var copy = installation.copy();
    var names = List.of("no-branch", "no-path", "no-files");
    names.forEach(it -> policy(it, it));
    var first = copy.commitAndPush("A policy for each, for now");
    copy.pushBranch("for-now");
    names.forEach(it -> create(it, TeamSyncs.ACCESS));
    syncs
        .named("no-branch")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"ref\":{\"branch\":\"for-now\"}}}");
    syncs.awaitApplied("no-branch", "for-now@sha1:" + first);
    names.forEach(it -> syncs.awaitApplied(it, first));

    // when
    copy.removeBranch("for-now");
    copy.remove("no-path/no-path.yaml");
    copy.remove("no-files/no-files.yaml").write("no-files/README.md", "Nothing is here.\n");
    copy.commitAndPush("Nothing for anybody");
    names.forEach(syncs::lookNowAndAwait);

    // then
    assertThat(syncs.condition("no-branch", "Ready")).isEqualTo("False GitRefNotFound");
    assertThat(syncs.condition("no-path", "Ready")).isEqualTo("False GitPathNotFound");
    assertThat(syncs.condition("no-files", "Ready")).isEqualTo("False DocumentsRefused");
    for (var name : names) {
      assertThat(syncs.policies().withName(name).get()).as("policy of %s", name).isNotNull();
      assertThat(syncs.status(name).lastAppliedRevision()).contains(first);
      assertThat(syncs.reasons(name)).doesNotContain("Pruned");
    }
  }

  @Test
  void a_backup_cluster_that_goes_away_is_waited_for_also_at_the_start() {
    // given
    running();
    policy("down", "down-first");
    var first = installation.copy().commitAndPush("Before it is down");
    create("down", TeamSyncs.ACCESS);
    syncs.awaitApplied("down", first);

    // when it goes away, for longer than git-sync may work without its Lease
    int before = gitSync().logText().length();
    backupCluster().stopServer();

    // then it ends and says why, and a kubelet starts it again
    await("it ends").until(() -> !gitSync().running());
    assertThat(gitSync().logText().substring(before)).contains("Lease");
    policy("down", "down-second");
    var second = installation.copy().commitAndPush("While it was down");
    before = gitSync().logText().length();
    gitSync().start();
    awaitSentence(before);
    assertThat(gitSync().running()).isTrue();

    // and when the cluster is back
    backupCluster().startServer();

    // then
    syncs.awaitApplied("down", second);
    assertThat(
            syncs.policies().list().getItems().stream()
                .map(it -> it.getMetadata().getName())
                .filter(it -> it.startsWith("down-")))
        .containsExactlyInAnyOrder("down-first", "down-second");
  }

  /** Whoever reads the log learns that the cluster is not there, and when it is tried again. */
  private void awaitSentence(int from) {
    await("a sentence in the log")
        .untilAsserted(
            () ->
                assertThat(gitSync().logText().substring(from).lines())
                    .anyMatch(it -> it.contains("API server") && it.matches(AGAIN)));
  }

  private ControlPlane backupCluster() {
    return installation.fleet().backup();
  }

  private Program gitSync() {
    return installation.gitSync();
  }

  private void running() {
    if (!gitSync().running()) {
      gitSync().start();
    }
  }

  private void policy(String path, String name) {
    installation.copy().write("%s/%s.yaml".formatted(path, name), ForgeScene.policy(name, "22:30"));
  }

  private void create(String name, String secret) {
    syncs.create(name, installation.url(), name, TeamSyncs.ACCOUNT, secret);
  }

  private void url(String sync, String url) {
    syncs
        .named(sync)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"url\":\"%s\"}}".formatted(url));
  }

  /** What opens the repository. */
  private Map<String, String> access() {
    return installation
        .backup()
        .secrets()
        .inNamespace(Installation.NAMESPACE)
        .withName("repository-access")
        .get()
        .getData()
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                it ->
                    new String(Base64.getDecoder().decode(it.getValue()), StandardCharsets.UTF_8)));
  }

  private static Map<String, String> changed(Map<String, String> data, String key, String value) {
    var changed = new HashMap<>(data);
    changed.put(key, value);
    return changed;
  }

  /** Server-side apply keeps a key of {@code data} that {@code stringData} made. */
  private void replaceSecret(String name, Map<String, String> data) {
    installation.backup().secrets().inNamespace(Installation.NAMESPACE).withName(name).delete();
    scene.secret(name, data);
  }
}
