package io.fedbackup.e2e.reconciler;

import static io.fedbackup.e2e.reconciler.ScheduleScene.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.libopenstorage.stork.v1alpha1.SchedulePolicy;

/** What a schedule does on clusters, and what it never does: take a backup with it. */
@FleetTest
class ScheduleIT {
  private static final Duration QUIET = Duration.ofSeconds(4);

  private static final String CHANGING =
      """
      apiVersion: fedbackup.io/v1alpha1
      kind: SchedulePolicy
      metadata: {name: changing, namespace: team-a}
      spec: {%s}
      """;
  private static final String PART =
      """
      apiVersion: fedbackup.io/v1alpha1
      kind: BackupSchedule
      metadata: {name: part, namespace: team-a}
      spec:
        clusters: {names: [app-1]}
        schedulePolicyRef: {name: changing}
        locationRef: {name: main}
        template: {namespaces: [part], %s}
      """;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static ScheduleScene scene;

  @BeforeAll
  static void start(Fleet fleet, Testbed testbed) {
    scene = new ScheduleScene(fleet, testbed, directory);
  }

  @BeforeEach
  void the_reconciler_runs() {
    if (!scene.reconciler().running()) {
      scene.reconciler().startAndAwaitReady();
    }
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  void a_schedule_reaches_its_clusters_and_its_runs_appear_here() {
    scene.shop("app-1", "mirrored");
    scene.shop("app-2", "mirrored");

    scene.schedule("mirror", "mirrored", "app-1", "app-2");

    await("two runs succeed").until(() -> scene.inPhase("mirror-", "Success") == 2);
    var run = scene.runs("app-1", "mirror").getFirst();
    var backup = scene.backupOf(run.getMetadata().getName());
    var status = Objects.requireNonNull(backup.getStatus());
    assertThat(status.path())
        .isEqualTo(path(run.getMetadata().getName(), run.getMetadata().getUid()));
    assertThat(status.resources()).isPositive();
    assertThat(status.origin()).hasToString("Scheduled");
    assertThat(scene.blobs(run.getMetadata().getName())).hasSize(4);
    await("the schedule says so")
        .untilAsserted(
            () -> {
              var schedule = Objects.requireNonNull(scene.schedule("mirror").getStatus());
              assertThat(schedule.clustersReady()).isEqualTo(2);
              assertThat(schedule.clusters()).allMatch(cluster -> cluster.lastSuccess() != null);
              assertThat(schedule.conditions())
                  .filteredOn(condition -> condition.type().equals("Ready"))
                  .singleElement()
                  .hasFieldOrPropertyWithValue("status", ConditionStatus.TRUE);
            });
  }

  @Test
  void removing_a_schedule_with_reclaim_policy_delete_keeps_every_blob() {
    scene.shop("app-1", "kept");
    scene.schedule("keep", "kept", "app-1");
    await("a run").until(() -> scene.inPhase("keep-", "Success") == 1);
    var before = scene.blobs("keep-");
    assertThat(before).isNotEmpty();

    scene.backup().resource(scene.schedule("keep")).delete();

    await("it is gone here").until(() -> scene.schedule("keep") == null);
    assertThat(scene.storkSchedules("app-1", "keep")).isEmpty();
    assertThat(scene.runs("app-1", "keep")).hasSize(1);
    stays(() -> assertThat(scene.blobs("keep-")).isEqualTo(before));
  }

  @Test
  void a_cluster_that_leaves_the_selection_keeps_its_backups() {
    scene.shop("app-1", "left");
    scene.shop("app-2", "left");
    scene.schedule("leave", "left", "app-1", "app-2");
    await("two runs").until(() -> scene.inPhase("leave-", "Success") == 2);
    var before = scene.blobs("leave-");

    scene.schedule("leave", "left", "app-1");

    await("app-2 has lost it").until(() -> scene.storkSchedules("app-2", "leave").isEmpty());
    assertThat(scene.storkSchedules("app-1", "leave")).hasSize(1);
    assertThat(scene.runs("app-2", "leave")).hasSize(1);
    stays(() -> assertThat(scene.blobs("leave-")).isEqualTo(before));
  }

  @Test
  void a_reclaim_policy_set_to_delete_by_hand_costs_no_backup() {
    scene.shop("app-1", "trapped");
    scene.schedule("trap", "trapped", "app-1");
    await("a run").until(() -> scene.inPhase("trap-", "Success") == 1);
    scene.reconciler().kill();
    var first =
        Instant.parse(scene.runs("app-1", "trap").getFirst().getMetadata().getCreationTimestamp());
    await("another second: Stork names runs by theirs")
        .until(() -> Instant.now().isAfter(first.plusSeconds(1)));
    var stork = scene.storkSchedules("app-1", "trap").getFirst();
    scene
        .app("app-1")
        .resource(stork)
        // without status it is an interval that is over: one more run, which is made a dependent
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\": {\"reclaimPolicy\": \"Delete\"}, \"status\": null}");
    await("a run that depends on its schedule")
        .until(
            () ->
                scene.runs("app-1", "trap").stream()
                    .anyMatch(
                        run ->
                            !run.getMetadata().getOwnerReferences().isEmpty()
                                && "Final".equals(run.getStatus().getStage())));
    var before = scene.blobs("trap-");

    scene.reconciler().startAndAwaitReady();
    scene.backup().resource(scene.schedule("trap")).delete();

    await("it is gone").until(() -> scene.storkSchedules("app-1", "trap").isEmpty());
    stays(
        () -> {
          assertThat(scene.blobs("trap-")).isEqualTo(before);
          assertThat(scene.runs("app-1", "trap")).hasSize(2);
        });
  }

  @Test
  void a_deleted_instruction_comes_back_without_an_additional_run_and_is_reported() {
    scene.shop("app-1", "drifting");
    scene.schedule("drift", "drifting", "app-1");
    await("a run").until(() -> scene.inPhase("drift-", "Success") == 1);
    var stork = scene.storkSchedules("app-1", "drift").getFirst();

    scene.app("app-1").resource(stork).delete();

    await("it is back")
        .until(
            () ->
                scene.storkSchedules("app-1", "drift").stream()
                    .anyMatch(
                        back -> !back.getMetadata().getUid().equals(stork.getMetadata().getUid())));
    await("it is reported").until(() -> scene.events("drift", "DriftCorrected").size() == 1);
    stays(() -> assertThat(scene.runs("app-1", "drift")).hasSize(1));
    assertThat(scene.reconciler().metrics()).contains("fedbackup_drift_total");
  }

  @Test
  void a_changed_instruction_is_put_right_and_reported_with_the_field() {
    scene.shop("app-1", "changed");
    scene.schedule("change", "changed", "app-1");
    await("a run").until(() -> scene.inPhase("change-", "Success") == 1);

    scene
        .app("app-1")
        .resource(scene.storkSchedules("app-1", "change").getFirst())
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"suspend\": true}}");

    await("it is reported")
        .untilAsserted(
            () ->
                assertThat(scene.events("change", "DriftCorrected"))
                    .singleElement()
                    .asString()
                    .contains("spec.suspend"));
    await("it is put right")
        .until(
            () ->
                Boolean.FALSE.equals(
                    scene.storkSchedules("app-1", "change").getFirst().getSpec().getSuspend()));
  }

  @Test
  void what_leaves_a_schedule_and_its_policy_leaves_the_cluster() {
    // given a schedule of a part, by a policy with two times
    scene.shop("app-1", "part");
    scene.apply(CHANGING.formatted("interval: {minutes: 90}, daily: {time: \"22:30\"}"));
    scene.apply(PART.formatted("resourceTypes: [ConfigMap], labelSelector: {matchLabels: {a: b}}"));
    await("it is there").until(() -> scene.storkSchedules("app-1", "part").size() == 1);
    var part = scene.storkSchedules("app-1", "part").getFirst().getSpec();
    assertThat(part.getTemplate().getSpec().getSelectors()).isNotEmpty();
    assertThat(part.getTemplate().getSpec().getResourceTypes()).isNotEmpty();

    // when all shall be in it, at one time
    scene.apply(CHANGING.formatted("daily: {time: \"22:30\"}"));
    scene.apply(PART.formatted(""));

    // then the cluster has no more than that
    await("the schedule is of everything")
        .untilAsserted(
            () -> {
              var all = scene.storkSchedules("app-1", "part").getFirst().getSpec();
              assertThat(all.getTemplate().getSpec().getSelectors()).isNullOrEmpty();
              assertThat(all.getTemplate().getSpec().getResourceTypes()).isNullOrEmpty();
            });
    await("the policy has one time")
        .untilAsserted(
            () -> {
              var policy =
                  scene
                      .app("app-1")
                      .resources(SchedulePolicy.class)
                      .withName(part.getSchedulePolicyName())
                      .get()
                      .getPolicy();
              assertThat(policy.getDaily()).isNotNull();
              assertThat(policy.getInterval()).isNull();
            });
  }

  @Test
  void success_with_nothing_in_it_is_a_failure_here() {
    ScheduleScene.namespace(scene.app("app-1"), "empty");

    scene.schedule("nothing", "empty", "app-1");

    await("the run has failed").until(() -> scene.inPhase("nothing-", "Failed") == 1);
    var status = Objects.requireNonNull(scene.backups("nothing-").getFirst().getStatus());
    assertThat(status.reason()).isEqualTo("NothingSelected");
  }

  @Test
  void two_schedules_on_one_cluster_do_not_mix() {
    scene.shop("app-1", "both");

    scene.schedule("two", "both", "app-1");
    scene.schedule("two-more", "both", "app-1");

    await("both ran").until(() -> scene.inPhase("two-", "Success") == 2);
    assertThat(scene.backups("two-"))
        .extracting(backup -> Objects.requireNonNull(backup.getStatus()).path())
        .doesNotHaveDuplicates()
        .allSatisfy(
            path ->
                assertThat(scene.blobs("two-"))
                    .filteredOn(blob -> blob.startsWith(String.valueOf(path)))
                    .hasSize(4));
    var before = scene.blobs("two-");
    assertThat(before).hasSize(8);
    scene.backup().resource(scene.schedule("two")).delete();
    await("one is gone").until(() -> scene.schedule("two") == null);
    assertThat(scene.storkSchedules("app-1", "two-more")).hasSize(1);
    assertThat(scene.blobs("two-")).isEqualTo(before);
    assertThat(Objects.requireNonNull(scene.schedule("two-more").getStatus()).clustersReady())
        .isEqualTo(1);
  }

  @Test
  void missing_namespaces_block_and_join_when_they_appear() {
    scene.schedule("wait", "later", "app-1");
    await("it says what is missing")
        .untilAsserted(
            () -> {
              var status = Objects.requireNonNull(scene.schedule("wait").getStatus());
              assertThat(status.clusters())
                  .singleElement()
                  .matches(cluster -> "NamespacesMissing".equals(cluster.reason()));
            });
    assertThat(scene.storkSchedules("app-1", "wait")).isEmpty();

    scene.shop("app-1", "later");

    await("a run").until(() -> scene.inPhase("wait-", "Success") == 1);
  }

  @Test
  void a_mirroring_backup_that_is_removed_is_mirrored_again_and_nothing_runs() {
    scene.shop("app-1", "again");
    scene.schedule("again", "again", "app-1");
    await("a run").until(() -> scene.inPhase("again-", "Success") == 1);
    var mirror = scene.backups("again-").getFirst();

    scene.backup().resource(mirror).delete();
    await("it is mirrored again")
        .until(
            () -> {
              var back = scene.backupOf(mirror.getMetadata().getName());
              return back != null
                  && !back.getMetadata().getUid().equals(mirror.getMetadata().getUid())
                  && scene.inPhase("again-", "Success") == 1;
            });

    stays(() -> assertThat(scene.runs("app-1", "again")).hasSize(1));
  }

  @Test
  void a_backup_on_demand_is_made_once_although_the_reconciler_is_killed() {
    scene.shop("app-1", "once");
    scene.apply(
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: Backup
        metadata: {name: once, namespace: team-a}
        spec:
          clusterRef: {name: app-1}
          locationRef: {name: main}
          namespaces: [once]
        """);
    await("it is named or made")
        .until(() -> Objects.requireNonNull(scene.backupOf("once").getStatus()).stork() != null);
    scene.reconciler().kill();
    scene.reconciler().startAndAwaitReady();

    await("it succeeds").until(() -> scene.inPhase("once", "Success") == 1);
    stays(() -> assertThat(scene.runs("app-1", "once")).hasSize(1));
    var uid = Objects.requireNonNull(scene.backupOf("once").getStatus()).stork();
    assertThat(Objects.requireNonNull(uid).uid())
        .isEqualTo(scene.runs("app-1", "once").getFirst().getMetadata().getUid());

    scene.app("app-1").resource(scene.runs("app-1", "once").getFirst()).delete();
    await("the record is gone")
        .until(
            () ->
                "RecordGone"
                    .equals(Objects.requireNonNull(scene.backupOf("once").getStatus()).reason()));
    stays(() -> assertThat(scene.runs("app-1", "once")).isEmpty());
  }

  private static String path(String name, String uid) {
    return "kube-system/" + name + "/" + uid + "/";
  }

  private static void stays(ThrowingRunnable assertion) {
    Awaitility.await()
        .during(QUIET)
        .atMost(QUIET.plusSeconds(6))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(assertion);
  }
}
