package io.fedbackup.e2e.gitsync;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncSpecBuilder;
import io.fedbackup.api.v1alpha1.PruneSettings;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Checkout;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Program;
import io.fedbackup.e2e.programs.Programs;
import io.fedbackup.e2e.testbed.Polls;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong while a commit is applied: somebody else runs, the API server goes, the network
 * goes. In the end all of the commit is there, and nothing was removed before.
 */
@FleetTest(applicationClusters = 0, stork = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApplyTroubleIT {

  private static final int OBJECTS = 60;
  private static final int STORED = 20;

  /** What a program counts of its own requests, but for those that only read. */
  private static final Pattern WRITES =
      Pattern.compile(
          "^fedbackup_gitsync_api_requests_total\\{method=\"(?!GET)[A-Z]+\"} (\\S+)$",
          Pattern.MULTILINE);

  private final Installation installation;
  private final Admission admission;
  private final Wire wire;
  private final Program first;
  private final Program second;

  ApplyTroubleIT(
      Fleet fleet, Testbed testbed, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
      throws IOException {
    installation = new Installation(fleet, testbed, directory);
    installation.admitTeam();
    admission = new Admission(fleet);
    wire = Wire.to(fleet.backup().server());
    first = installation.gitSync();
    second =
        new Programs(Checkout.find(), Files.createDirectories(directory.resolve("second")))
            .gitSync(
                fleet
                    .gitSyncKubeconfig()
                    .replace(fleet.backup().server().toString(), wire.uri().toString()),
                testbed.freePort(),
                testbed.freePort());
    syncs()
        .edit(
            sync -> {
              sync.setSpec(
                  GitSyncSpecBuilder.builder(sync.getSpec())
                      .interval("10s") // which is when it tries again, too
                      .prune(new PruneSettings(true, "100%"))
                      .build());
              return sync;
            });
  }

  @AfterEach
  void nothing_was_told_twice() {
    assertThat(appliedEvents()).allSatisfy((what, times) -> assertThat(times).as(what).isOne());
  }

  @AfterAll
  void end() {
    second.close();
    wire.close();
    installation.close();
    admission.close();
  }

  @Test
  @Order(1)
  void of_two_replicas_only_the_holder_of_the_lease_writes_and_the_other_one_takes_over() {
    // given two that were started by mistake
    first.startAndAwaitReady();
    second.startAndAwaitReady();
    var idle = writes(second); // it has asked what it may do

    // when a commit comes
    var commit = push("replicas", OBJECTS);
    awaitApplied(commit);

    // then one of them has written each object, once
    assertThat(admission.seen())
        .extracting(Admission.Seen::operation)
        .containsOnly("CREATE")
        .hasSize(OBJECTS);
    assertThat(admission.seen()).doesNotHaveDuplicates();
    assertThat(writes(first)).isGreaterThan(OBJECTS);
    assertThat(writes(second)).isEqualTo(idle);

    // when that one dies
    first.kill();
    var next = push("replicas", OBJECTS + 1);

    // then the other one goes on
    awaitApplied(next);
    assertThat(admission.seen()).hasSize(OBJECTS + 1).doesNotHaveDuplicates();
  }

  @Test
  @Order(2)
  void a_file_that_is_renamed_in_git_touches_no_object() {
    admission.forget();
    var before = versions();
    var text = installation.copy().read("replicas.yaml");
    installation.copy().remove("replicas.yaml").write("other/name.yaml", text);

    var commit = commit("Another name");

    awaitApplied(commit);
    assertThat(versions()).isEqualTo(before);
    assertThat(admission.seen()).isEmpty();
  }

  @Test
  @Order(3)
  void an_api_server_that_is_restarted_while_a_commit_is_applied_gets_the_rest_of_it() {
    var halfway = halfway("restarted", "other/name.yaml");

    // when the API server goes, and comes back
    installation.fleet().backup().killServer();
    admission.release();
    installation.fleet().backup().startServer();

    // then everything is there, what was there already is as it was, and what left Git went last
    finished(halfway);
  }

  @Test
  @Order(4)
  void a_network_that_is_cut_while_a_commit_is_applied_is_noticed_soon_and_then_all_is_well() {
    var halfway = halfway("cut", "restarted.yaml");

    // when the network is cut
    wire.cut();
    admission.release();

    // then git-sync does not wait for ever: it is not ready any more, or has ended
    await("git-sync notices").until(() -> second.status("/readyz") != 200);

    // and when the network is back, the same holds
    wire.heal();
    finished(halfway);
  }

  /** A commit of which some objects are stored and no more. */
  private record Halfway(String commit, String prefix, Map<String, String> stored) {}

  private Halfway halfway(String prefix, String removed) {
    admission.forget();
    admission.holdAfter(STORED);
    installation.copy().remove(removed);
    var commit = push(prefix, OBJECTS);
    await("the others wait").until(() -> admission.waiting() > 0);
    await("some are stored").until(() -> named(prefix).size() == STORED);
    assertThat(status().lastAppliedRevision()).doesNotContain(commit);
    return new Halfway(commit, prefix, named(prefix));
  }

  private void finished(Halfway halfway) {
    awaitApplied(halfway.commit());
    assertThat(named(halfway.prefix())).hasSize(OBJECTS).containsAllEntriesOf(halfway.stored());
    assertThat(versions().keySet()).isEqualTo(named(halfway.prefix()).keySet());
    var operations = admission.seen().stream().map(Admission.Seen::operation).toList();
    assertThat(operations).containsOnly("CREATE", "DELETE");
    assertThat(operations.lastIndexOf("CREATE")).isLessThan(operations.indexOf("DELETE"));
    assertThat(condition("Applied")).isEqualTo("True Applied");
  }

  private String push(String prefix, int count) {
    var all = IntStream.range(0, count).mapToObj(i -> policy(prefix + "-" + i)).toList();
    installation.copy().write(prefix + ".yaml", String.join("---\n", all));
    return commit("%d policies".formatted(count));
  }

  private String commit(String message) {
    var commit = installation.copy().commitAndPush(message);
    installation.requestSync();
    return commit;
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

  private static double writes(Program program) {
    return WRITES
        .matcher(program.metrics())
        .results()
        .mapToDouble(it -> Double.parseDouble(it.group(1)))
        .sum();
  }

  /** What there is with that beginning of its name, with resource versions. */
  private Map<String, String> named(String prefix) {
    var all = versions();
    all.keySet().removeIf(name -> !name.startsWith(prefix + "-"));
    return all;
  }

  private Map<String, String> versions() {
    return installation
        .backup()
        .resources(SchedulePolicy.class)
        .inNamespace(Installation.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .collect(
            Collectors.toMap(
                it -> it.getMetadata().getName(),
                it -> it.getMetadata().getResourceVersion(),
                (one, _) -> one,
                TreeMap::new));
  }

  private io.fabric8.kubernetes.client.dsl.Resource<GitSync> syncs() {
    return installation
        .backup()
        .resources(GitSync.class)
        .inNamespace(Installation.NAMESPACE)
        .withName("fleet");
  }

  private io.fedbackup.api.v1alpha1.GitSyncStatus status() {
    return Objects.requireNonNull(syncs().get().getStatus());
  }

  private String condition(String type) {
    return status().conditions().stream()
        .filter(it -> it.type().equals(type))
        .map(it -> it.status() + " " + it.reason())
        .findFirst()
        .orElse("");
  }

  /** Each Event that tells of a commit, with how often it was told. */
  private Map<String, Integer> appliedEvents() {
    return installation.ask().events().stream()
        .filter(event -> "Applied".equals(event.getReason()))
        .collect(
            Collectors.toMap(
                event -> event.getMessage(),
                event -> Optional.ofNullable(event.getCount()).orElse(1),
                Integer::sum));
  }

  private void awaitApplied(String commit) {
    await("commit %s is applied".formatted(commit))
        .untilAsserted(
            () -> {
              asKubelet();
              assertThat(status().lastAppliedRevision()).contains(commit);
            });
  }

  /** A replica that has lost its Lease ends itself, and is started again. */
  private void asKubelet() {
    if (!second.running()) {
      second.start();
    }
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Polls.RARER_AND_RARER)
        .ignoreExceptionsInstanceOf(NullPointerException.class);
  }
}
