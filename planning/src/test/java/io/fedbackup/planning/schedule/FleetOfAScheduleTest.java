package io.fedbackup.planning.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.api.v1alpha1.ScheduleClusterBuilder;
import io.fedbackup.api.v1alpha1.SchedulePhase;
import io.fedbackup.api.v1alpha1.ScheduleState;
import io.fedbackup.api.v1alpha1.StateCount;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.PastRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetOfAScheduleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void problems_come_first_and_the_foremost_is_the_reason() {
    var rollup =
        new FleetRollup(
            List.of(
                cluster("a", ScheduleState.SCHEDULED, Reason.SCHEDULED),
                cluster("b", ScheduleState.BLOCKED, Reason.NAMESPACES_MISSING),
                cluster("c", ScheduleState.SKIPPED, Reason.CLUSTER_SUSPENDED),
                cluster("d", ScheduleState.SCHEDULED, Reason.RUN_FAILED)));

    assertThat(rollup.listed())
        .extracting(ScheduleCluster::name)
        .containsExactly("b", "d", "a", "c");
    assertThat(rollup.ready()).isEqualTo(2);
    assertThat(rollup.total()).isEqualTo(3);
    assertThat(rollup.phase(false)).isEqualTo(SchedulePhase.PARTIALLY_ACTIVE);
    assertThat(rollup.outcome(false).reason()).isEqualTo(Reason.NAMESPACES_MISSING);
    assertThat(rollup.counts())
        .extracting(StateCount::state, StateCount::reason, StateCount::count)
        .contains(tuple("Scheduled", "Scheduled", 1), tuple("Blocked", "NamespacesMissing", 1));
  }

  @Test
  void a_schedule_without_clusters_waits_for_some() {
    var rollup = new FleetRollup(List.of());

    assertThat(rollup.phase(false)).isEqualTo(SchedulePhase.PENDING);
    assertThat(rollup.outcome(false).reason()).isEqualTo(Reason.NO_CLUSTER);
  }

  @Test
  void a_suspended_schedule_that_stands_everywhere_is_ready() {
    var rollup = new FleetRollup(List.of(cluster("a", ScheduleState.SUSPENDED, Reason.SUSPENDED)));

    assertThat(rollup.phase(true)).isEqualTo(SchedulePhase.SUSPENDED);
    assertThat(rollup.outcome(true)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void a_status_lists_a_hundred_clusters_at_most() {
    var many =
        IntStream.range(0, 250)
            .mapToObj(i -> cluster("c" + i, ScheduleState.SCHEDULED, Reason.SCHEDULED))
            .toList();

    var rollup = new FleetRollup(many);

    assertThat(rollup.listed()).hasSize(100);
    assertThat(rollup.ready()).isEqualTo(250);
  }

  @Test
  void runs_of_a_schedule_are_found_by_cluster_and_name_and_summed_up() {
    var history =
        RunHistory.of(
            List.of(
                run("s-1-interval-2026-11-22-100000", "h", "Success", "2026-11-22T10:00:09Z"),
                run("s-1-interval-2026-11-22-110000", "h", "Failed", "2026-11-22T11:00:09Z"),
                run("s-1-interval-2026-11-22-120000", "h", "Failed", "2026-11-22T12:00:09Z"),
                run("s-1-interval-2026-11-22-120000", "other", "Success", "2026-11-22T12:00:09Z"),
                run("s-2-interval-2026-11-22-120000", "h", "Success", "2026-11-22T12:00:09Z"),
                run("by-hand", "h", "Success", "2026-11-22T12:00:09Z")),
            "h",
            "s-1");

    assertThat(history.runs()).hasSize(3);
    assertThat(history.lastBackup(null)).isEqualTo("2026-11-22T12:00:00Z");
    assertThat(history.lastSuccess(null)).isEqualTo("2026-11-22T10:00:09Z");
    assertThat(history.lastFailure(null)).isEqualTo("2026-11-22T12:00:09Z");
    assertThat(history.consecutiveFailures()).isEqualTo(2);
    assertThat(history.past("s"))
        .extracting(PastRun::status)
        .containsExactly("Failed", "Failed", "Successful");
  }

  @Test
  void runs_of_a_removed_schedule_of_the_same_name_never_come_under_retention_again() {
    var history =
        new RunHistory(
            List.of(run("s-1-daily-2026-11-22-100000", "h", "Success", "2026-11-22T10:00:09Z")));

    assertThat(history.past("another")).isEmpty();
  }

  @Test
  void a_schedule_whose_runs_fail_is_not_ready_although_it_stands() {
    var rollup =
        new FleetRollup(
            List.of(
                cluster("a", ScheduleState.SCHEDULED, Reason.RUN_FAILED),
                cluster("b", ScheduleState.SCHEDULED, Reason.SCHEDULED)));

    assertThat(rollup.phase(false)).isEqualTo(SchedulePhase.ACTIVE);
    assertThat(rollup.ready()).isEqualTo(2);
    assertThat(rollup.outcome(false))
        .isInstanceOf(Outcome.Failed.class)
        .extracting(Outcome::reason)
        .isEqualTo(Reason.RUN_FAILED);
  }

  @Test
  void clusters_that_are_left_are_listed_whatever_else_is_the_matter() {
    var many =
        new ArrayList<>(
            IntStream.range(0, 150)
                .mapToObj(i -> cluster("c" + i, ScheduleState.FAILED, Reason.CLUSTER_UNREACHABLE))
                .toList());
    many.add(cluster("left", ScheduleState.LEAVING, Reason.LEAVING));

    assertThat(new FleetRollup(many).listed())
        .hasSize(100)
        .first()
        .extracting(ScheduleCluster::name)
        .isEqualTo("left");
  }

  @Test
  void what_was_known_stays_when_the_runs_are_gone() {
    var before =
        ScheduleClusterBuilder.builder()
            .namespace("n")
            .name("c")
            .state(ScheduleState.SCHEDULED)
            .lastSuccess("2026-11-20T00:00:00Z")
            .build();

    var history = new RunHistory(List.of());

    assertThat(history.lastSuccess(before)).isEqualTo("2026-11-20T00:00:00Z");
    assertThat(history.lastBackup(before)).isNull();
    assertThat(history.consecutiveFailures()).isZero();
  }

  @Test
  void a_run_whose_record_is_gone_counts_as_a_run_and_never_as_a_success() {
    var gone =
        new RunHistory(
            List.of(run("s-1-daily-2026-11-22-100000", "h", "Unknown", "2026-11-22T10:00:09Z")));

    assertThat(gone.past("s")).extracting(PastRun::status).containsExactly("Failed");
    assertThat(gone.consecutiveFailures()).isZero();
  }

  private static ScheduleCluster cluster(String name, ScheduleState state, Reason reason) {
    return ScheduleClusterBuilder.builder()
        .namespace("n")
        .name(name)
        .state(state)
        .reason(reason.wireName())
        .build();
  }

  private static Backup run(String name, String cluster, String phase, String finished) {
    var json =
        """
        {"metadata": {"namespace": "n", "name": "%s",
           "annotations": {"fedbackup.io/mirrors": "%s/uid",
             "fedbackup.io/owner-uid": "s"}},
         "spec": {"clusterRef": {"name": "c"}, "locationRef": {"name": "l"}},
         "status": {"phase": "%s", "finishedAt": "%s"}}
        """
            .formatted(name, cluster, phase, finished);
    try {
      return JSON.readValue(json, Backup.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
