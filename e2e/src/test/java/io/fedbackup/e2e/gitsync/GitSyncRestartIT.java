package io.fedbackup.e2e.gitsync;

import static io.fedbackup.e2e.gitsync.TeamSyncs.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.Rule;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.scenario.Rights;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * git-sync is killed between any two steps of a sync. The step is held by what would hold it in
 * reality, a Git server that does not answer or a right that is missing, so that it always dies
 * just there. Afterwards all is as if nothing had been.
 */
@FleetTest(applicationClusters = 0, stork = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitSyncRestartIT {
  private static final String SYNC = "restart";
  private static final String GROUP = "fedbackup.io";
  private static final Set<String> AT_FIRST =
      Set.of("Rule/flush", "SchedulePolicy/kept", "SchedulePolicy/stays");

  private final Installation installation;
  private final TeamSyncs syncs;
  private final Rights gitSync;
  private final Rights team;
  private final Set<String> written = new TreeSet<>();
  private Map<String, String> uids = Map.of();

  GitSyncRestartIT(
      Fleet fleet, Testbed testbed, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    installation = new Installation(fleet, testbed, directory);
    syncs = new TeamSyncs(installation);
    installation.admitTeam();
    gitSync = Rights.ofGitSync(fleet);
    team = Rights.ofTeam(fleet);
  }

  @BeforeAll
  void a_commit_that_is_applied() {
    syncs.named("fleet").delete();
    var commit =
        with("kept", policy("kept"))
            .with("stays", policy("stays"))
            .with("flush", rule("flush"))
            .commit("At first");
    syncs.create(
        SYNC,
        installation.url(),
        SYNC,
        TeamSyncs.ACCOUNT,
        TeamSyncs.ACCESS,
        "prune: {maximum: 100%}");
    installation.gitSync().start();
    syncs.awaitApplied(SYNC, commit);
    assertThat(objects().keySet()).isEqualTo(AT_FIRST);
    uids = objects();
    written.clear();
  }

  @AfterAll
  void end() {
    installation.close();
  }

  /** The test's own objects leave Git, and nothing of them is left anywhere. */
  @AfterEach
  void all_is_as_at_first_and_nothing_was_told_twice() {
    written.forEach(installation.copy()::remove);
    written.clear();
    applied(commit("As at first"));
    assertThat(objects()).as("nothing was made again").isEqualTo(uids);
    assertThat(inventory()).isEqualTo(AT_FIRST);
    assertThat(happenings()).allSatisfy((_, times) -> assertThat(times).isOne());
  }

  @Test
  void killed_while_it_fetches_it_applies_the_commit_after_all() {
    // given
    installation.git().hold();
    var commit = with("fetched", policy("fetched")).commit("A policy");
    await("it waits for the Git server").until(() -> installation.git().waiting() > 0);
    assertThat(objects().keySet()).isEqualTo(AT_FIRST);

    // when
    kill();
    installation.git().release();
    installation.gitSync().start();

    // then
    applied(commit);
    assertThat(objects().keySet()).isEqualTo(and("SchedulePolicy/fetched"));
  }

  @Test
  void killed_between_two_applies_it_goes_on_with_the_second() {
    // given
    String commit;
    Map<String, String> before;
    try (var _ = withoutStatus();
        var _ = team.without(Installation.NAMESPACE, GROUP, "rules", "create", "patch")) {
      commit = with("first", policy("first")).with("second", rule("second")).commit("Two");
      await("the first is there").until(() -> objects().containsKey("SchedulePolicy/first"));
      before = objects();
      assertThat(before).doesNotContainKey("Rule/second");

      // when
      kill();
    }
    installation.gitSync().start();

    // then
    applied(commit);
    assertThat(objects()).containsAllEntriesOf(before).containsKey("Rule/second");
  }

  @Test
  void killed_between_applying_and_pruning_it_prunes() {
    // given
    applied(with("left", policy("left")).commit("An old one"));
    String commit;
    Map<String, String> before;
    try (var _ = withoutStatus();
        var _ = team.without(Installation.NAMESPACE, GROUP, "schedulepolicies", "delete")) {
      without("left");
      commit = with("third", policy("third")).commit("A new one for an old one");
      await("the new one is there").until(() -> objects().containsKey("SchedulePolicy/third"));
      before = objects();
      assertThat(before).containsKey("SchedulePolicy/left");

      // when
      kill();
    }
    installation.gitSync().start();

    // then
    applied(commit);
    before.remove("SchedulePolicy/left");
    assertThat(objects()).isEqualTo(before);
  }

  @Test
  void killed_after_it_has_said_that_it_may_not_prune_it_forgets_nothing() {
    // given
    applied(with("forgotten", policy("forgotten")).commit("An old one"));
    String commit;
    try (var _ = team.without(Installation.NAMESPACE, GROUP, "schedulepolicies", "delete")) {
      without("forgotten");
      commit = with("fourth", policy("fourth")).commit("A new one for an old one");
      syncs.awaitCondition(SYNC, "Ready", "False Forbidden");
      assertThat(syncs.message(SYNC, "Ready")).contains("forgotten");
      assertThat(inventory()).isEqualTo(and("SchedulePolicy/fourth", "SchedulePolicy/forgotten"));

      // when
      kill();
    }
    installation.gitSync().start();

    // then
    applied(commit);
    assertThat(objects().keySet()).isEqualTo(and("SchedulePolicy/fourth"));
  }

  @Test
  void killed_between_pruning_and_its_status_it_says_what_is_so() {
    // given
    var before = with("gone", policy("gone")).with("more", policy("more")).commit("An old one");
    applied(before);
    String commit;
    try (var _ = withoutStatus()) {
      without("gone");
      commit = commit("Without the old one");
      await("what left Git goes").until(() -> !objects().containsKey("SchedulePolicy/gone"));
      assertThat(syncs.status(SYNC).lastAppliedRevision()).contains(before);
      assertThat(inventory()).contains("SchedulePolicy/gone");

      // when
      kill();
    }
    installation.gitSync().start();

    // then
    applied(commit);
    assertThat(objects().keySet()).isEqualTo(and("SchedulePolicy/more"));
    assertThat(syncs.reasons(SYNC)).doesNotContain("DeletedByHand");
  }

  private Rights.Hold withoutStatus() {
    return gitSync.without(Installation.NAMESPACE, GROUP, "gitsyncs/status", "update", "patch");
  }

  /** Takes the Lease away, too, which otherwise runs out by itself while the next one waits. */
  private void kill() {
    installation.gitSync().kill();
    installation.endLease("fedbackup-git-sync");
  }

  private static String file(String name) {
    return "%s/%s.yaml".formatted(SYNC, name);
  }

  private GitSyncRestartIT with(String name, String document) {
    installation.copy().write(file(name), document);
    written.add(file(name));
    return this;
  }

  private void without(String name) {
    installation.copy().remove(file(name));
    written.remove(file(name));
  }

  /** Pushes, and asks for a look where there is a GitSync already. */
  private String commit(String message) {
    var commit = installation.copy().commitAndPush(message);
    if (syncs.named(SYNC).get() != null) {
      syncs.lookNow(SYNC);
    }
    return commit;
  }

  /** Waits until the commit is applied, what left Git is gone, and the status says just that. */
  private void applied(String commit) {
    syncs.awaitApplied(SYNC, commit);
    syncs.awaitCondition(SYNC, "InSync", "True InSync");
    await("the inventory lists what there is")
        .untilAsserted(() -> assertThat(inventory()).isEqualTo(objects().keySet()));
  }

  /** UIDs of what there is, by kind and name. */
  private Map<String, String> objects() {
    return Stream.of(SchedulePolicy.class, Rule.class)
        .flatMap(kind -> list(kind).stream())
        .collect(
            Collectors.toMap(
                it -> it.getKind() + "/" + it.getMetadata().getName(),
                it -> it.getMetadata().getUid(),
                (first, _) -> first,
                TreeMap::new));
  }

  private <T extends HasMetadata> List<T> list(Class<T> kind) {
    return installation
        .backup()
        .resources(kind)
        .inNamespace(Installation.NAMESPACE)
        .list()
        .getItems();
  }

  private Set<String> inventory() {
    return Objects.requireNonNull(syncs.status(SYNC).inventory()).entries().stream()
        .map(it -> it.kind() + "/" + it.name())
        .collect(Collectors.toSet());
  }

  private static Set<String> and(String... more) {
    return Stream.concat(AT_FIRST.stream(), Stream.of(more)).collect(Collectors.toSet());
  }

  /** How often each thing was told about the GitSync. */
  private Map<String, Integer> happenings() {
    return installation
        .backup()
        .v1()
        .events()
        .inNamespace(Installation.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .filter(it -> it.getInvolvedObject().getKind().equals(GitSync.class.getSimpleName()))
        .collect(
            Collectors.toMap(
                it -> it.getReason() + ": " + it.getMessage(),
                GitSyncRestartIT::times,
                Integer::sum));
  }

  private static int times(Event event) {
    return event.getCount() == null ? 1 : event.getCount();
  }

  private static String policy(String name) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: SchedulePolicy
    metadata: {name: %s}
    spec: {daily: {time: "22:30"}}
    """
        .formatted(name);
  }

  private static String rule(String name) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: Rule
    metadata: {name: %s}
    spec:
      rules:
        - podSelector: {app: database}
          actions:
            - {type: command, value: psql -c CHECKPOINT, runInSinglePod: true}
    """
        .formatted(name);
  }
}
