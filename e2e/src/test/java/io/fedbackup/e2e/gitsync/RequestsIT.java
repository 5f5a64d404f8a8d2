package io.fedbackup.e2e.gitsync;

import static io.fedbackup.e2e.gitsync.TeamSyncs.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.SyncRequests;
import io.fedbackup.e2e.testbed.RequestCounts;
import io.fedbackup.e2e.testbed.RequestCounts.Request;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What syncs cost the API server, as it counts itself: with more objects than a page of a list has,
 * and more than a status names. {@code make bench} looks at 5,000 objects by the same bounds.
 */
@FleetTest(applicationClusters = 0, stork = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsIT {
  private static final int OBJECTS = 600;
  private static final int PER_FILE = 100;
  private static final String SYNC = "many";

  /** Of the first sync beside those for the objects: lists, access, inventory, status, Event. */
  private static final int BESIDE = 30;

  private static final int NO_OP = 60;
  private static final Duration REST = Duration.ofMillis(500);

  private final Fleet fleet;
  private final Installation installation;
  private final TeamSyncs syncs;

  RequestsIT(
      Fleet fleet, Testbed testbed, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    this.fleet = fleet;
    installation = new Installation(fleet, testbed, directory);
    syncs = new TeamSyncs(installation);
    installation.admitTeam();
    syncs.named("fleet").delete();
    installation.gitSync().startAndAwaitReady();
  }

  @AfterAll
  void end() {
    installation.close();
  }

  @Test
  void a_sync_costs_what_it_changes_and_a_few_lists() {
    // given many policies
    IntStream.range(0, OBJECTS / PER_FILE).forEach(this::write);
    installation.copy().write("many/one.yaml", policy("one", "22:30"));
    var commit = installation.copy().commitAndPush("Many policies");

    // when they are synced for the first time
    var first =
        counted(
            () -> {
              create();
              syncs.awaitApplied(SYNC, commit);
            });

    // then that is hardly more than one request per object
    assertThat(first.total()).isLessThanOrEqualTo(OBJECTS * 105 / 100 + BESIDE);
    assertThat(syncs.policies().list().getItems()).hasSize(OBJECTS + 1);
    assertThat(Objects.requireNonNull(syncs.status(SYNC).inventory()).configMaps()).isNotEmpty();

    // when there is nothing to do
    var events = syncs.reasons(SYNC);
    var noOp = counted(this::lookAndWait);

    // then nothing is written but the status, beside the request for a sync
    assertThat(noOp.total()).isLessThanOrEqualTo(NO_OP + 1);
    assertThat(noOp.count(RequestsIT::isStatus)).isOne();
    assertThat(noOp.count(it -> it.isWrite() && it.group().equals("fedbackup.io"))).isEqualTo(2);
    assertThat(noOp.count(it -> it.isWrite() && it.resource().equals("configmaps"))).isZero();
    assertThat(syncs.reasons(SYNC)).isEqualTo(events);

    // when one object changes
    installation.copy().write("many/one.yaml", policy("one", "23:30"));
    var changed = installation.copy().commitAndPush("One changes");
    var change =
        counted(
            () -> {
              syncs.lookNow(SYNC);
              syncs.awaitApplied(SYNC, changed);
            });

    // then that is the object and its Event beside what nothing costs
    assertThat(change.total()).isLessThanOrEqualTo(noOp.total() + 2);
    assertThat(change.count(it -> it.isWrite() && it.resource().equals("schedulepolicies")))
        .isOne();
  }

  private static boolean isStatus(Request request) {
    return request.isWrite()
        && request.resource().equals("gitsyncs")
        && request.subresource().equals("status");
  }

  private void create() {
    syncs.create(SYNC, installation.url(), "many", TeamSyncs.ACCOUNT, TeamSyncs.ACCESS);
  }

  private void lookAndWait() {
    var before = syncs.status(SYNC).lastHandledRequestAt();
    syncs.lookNow(SYNC);
    await("the request is served")
        .until(() -> !Objects.equals(before, syncs.status(SYNC).lastHandledRequestAt()));
  }

  private RequestCounts counted(Runnable sync) {
    var before = atRest();
    sync.run();
    return atRest().since(before);
  }

  /** What comes after a sync, such as the watches that begin, is waited for. */
  private RequestCounts atRest() {
    var last = new AtomicReference<>(counts());
    Awaitility.await("rest")
        .atMost(Duration.ofSeconds(60))
        .pollDelay(REST)
        .pollInterval(REST)
        .until(
            () -> {
              var now = counts();
              return now.equals(last.getAndSet(now));
            });
    return last.get();
  }

  private RequestCounts counts() {
    return SyncRequests.of(fleet.backup().requestCounts());
  }

  private void write(int file) {
    List<String> all =
        IntStream.range(file * PER_FILE, (file + 1) * PER_FILE)
            .mapToObj(number -> policy("p-" + number, "22:30"))
            .toList();
    installation.copy().write("many/%d.yaml".formatted(file), String.join("---\n", all));
  }

  private static String policy(String name, String time) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: SchedulePolicy
    metadata: {name: %s}
    spec: {daily: {time: "%s"}}
    """
        .formatted(name, time);
  }
}
