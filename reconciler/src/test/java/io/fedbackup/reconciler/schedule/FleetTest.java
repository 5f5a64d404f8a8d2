package io.fedbackup.reconciler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.BackupScheduleStatus;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.api.v1alpha1.ScheduleState;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.drift.DriftReporter;
import io.fedbackup.reconciler.drift.FakeDriftBook;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.event.FakeBackupCluster;
import io.fedbackup.reconciler.instruction.Catalogue;
import io.fedbackup.reconciler.instruction.FakeCatalogue;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.FakeClusters;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.status.FakeRecentWrites;
import io.fedbackup.reconciler.status.StatusWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.applicationbackupschedulestatus.Items;

/** What one round over the clusters comes to, and whether another follows soon. */
class FleetTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");
  private final FakeBackupCluster backupCluster = new FakeBackupCluster();
  private final Fleet fleet = fleet();

  @ParameterizedTest
  @CsvSource({"429, true", "500, true", "-1, true", "422, false", "403, false"})
  void a_run_that_cannot_be_mirrored_keeps_nothing_else_from_being_done(int answer, boolean again) {
    // given a schedule that stands and has to be suspended
    stork();
    run("100000");
    run("110000");
    backupCluster.answers(answer);

    // when
    var outcome = fleet.keep(wish(FakeCatalogue.of()), Set.of(cluster.key()));

    // then
    assertThat(outcome.states())
        .extracting(ScheduleCluster::reason)
        .containsExactly(Reason.POLICY_NOT_FOUND.wireName());
    assertThat(cluster.all(ApplicationBackupSchedule.class))
        .allSatisfy(stands -> assertThat(stands.getSpec().getSuspend()).isTrue());
    assertThat(outcome.unfinished()).isEqualTo(again);
    assertThat(backupCluster.attempts()).isEqualTo(again ? 1 : 2);

    // and when the API server is well
    backupCluster.answers(0);
    var next = fleet.keep(wish(FakeCatalogue.of()), Set.of(cluster.key()));

    // then
    assertThat(next.unfinished()).isFalse();
    assertThat(backupCluster.created()).containsExactly("Backup", "Backup");
  }

  @Test
  void what_was_read_before_all_runs_were_known_puts_no_schedule_back() {
    // given a schedule that somebody deleted, and a list of runs that comes while we look
    run("100000");
    cluster.put(namespace("shop"));
    cluster.unread(StorkKinds.BACKUPS);
    cluster.afterList(
        StorkKinds.BACKUPS,
        () -> {
          run("110000");
          cluster.read(StorkKinds.BACKUPS);
        });

    // when
    var early = fleet.keep(stood(), Set.of(cluster.key()));

    // then
    assertThat(early.states())
        .extracting(ScheduleCluster::state)
        .containsExactly(ScheduleState.PENDING);
    assertThat(cluster.created(ApplicationBackupSchedule.class)).isEmpty();

    // and when all is known
    fleet.keep(stood(), Set.of(cluster.key()));

    // then
    assertThat(cluster.created(ApplicationBackupSchedule.class))
        .singleElement()
        .satisfies(
            made ->
                assertThat(made.getStatus().getItems().values().stream().flatMap(List::stream))
                    .extracting(Items::getName)
                    .containsExactly(
                        name() + "-daily-2026-11-22-100000", name() + "-daily-2026-11-22-110000"));
  }

  @Test
  void work_that_broke_is_done_again_soon() {
    stork();
    cluster.failing(new IllegalStateException("a mistake"));

    var outcome = fleet.keep(wish(FakeCatalogue.of()), Set.of(cluster.key()));

    assertThat(outcome.states())
        .extracting(ScheduleCluster::state, ScheduleCluster::reason)
        .containsExactly(tuple(ScheduleState.FAILED, Reason.INTERNAL_ERROR.wireName()));
    assertThat(outcome.unfinished()).isTrue();
  }

  @Test
  void a_removal_that_broke_is_done_again_soon() {
    stork();
    cluster.failing(new IllegalStateException("a mistake"));

    var outcome = fleet.leave(wish(FakeCatalogue.of()), Set.of(cluster.key()), false);

    assertThat(outcome.states())
        .extracting(ScheduleCluster::reason)
        .containsExactly(Reason.INTERNAL_ERROR.wireName());
    assertThat(outcome.unfinished()).isTrue();
  }

  private Fleet fleet() {
    var client = backupCluster.client();
    var events = new EventWriter(client, Clock.systemUTC(), "test");
    var book = new FakeDriftBook();
    var drift = new DriftReporter(events, new SimpleMeterRegistry(), book);
    return new Fleet(
        new FakeClusters(cluster),
        new ScheduleTools(
            client,
            new StatusWriter(client, new FakeRecentWrites()),
            events,
            drift,
            book,
            (_, _) -> true));
  }

  private void stork() {
    put(
        """
        apiVersion: stork.libopenstorage.org/v1alpha1
        kind: ApplicationBackupSchedule
        metadata: {name: %s, namespace: kube-system, labels: {fedbackup.io/installation: inst}}
        spec: {reclaimPolicy: Retain, suspend: false}
        """
            .formatted(name()),
        ApplicationBackupSchedule.class);
  }

  private void run(String time) {
    put(
        """
        apiVersion: stork.libopenstorage.org/v1alpha1
        kind: ApplicationBackup
        metadata:
          name: %s-daily-2026-11-22-%s
          namespace: kube-system
          labels: {fedbackup.io/installation: inst}
          annotations: {fedbackup.io/owner-uid: ours}
        spec: {}
        """
            .formatted(name(), time),
        ApplicationBackup.class);
  }

  private <T extends HasMetadata> void put(String yaml, Class<T> type) {
    cluster.put(YAML.unmarshal(yaml, type));
  }

  private String name() {
    RemoteCluster there = cluster;
    return wish(FakeCatalogue.of()).storkName(there.installation(), there.identity().orElseThrow());
  }

  /** It stood there, and all that it refers to is there. */
  private Wish stood() {
    var policy =
        YAML.unmarshal(
            """
            apiVersion: fedbackup.io/v1alpha1
            kind: SchedulePolicy
            metadata: {name: p, namespace: team-a, uid: p}
            spec: {daily: {time: "22:00", retain: 7}}
            """,
            SchedulePolicy.class);
    var location =
        YAML.unmarshal(
            """
            apiVersion: fedbackup.io/v1alpha1
            kind: BackupLocation
            metadata: {name: l, namespace: team-a, uid: l}
            spec: {provider: azure, azure: {storageAccount: acct1, container: backups}}
            status: {clusters: [{namespace: team-a, name: shop, state: Valid}]}
            """,
            BackupLocation.class);
    var wish = wish(FakeCatalogue.of(policy, location));
    var status =
        YAML.unmarshal(
            """
            clusters:
            - {namespace: team-a, name: shop, state: Scheduled, instructions: [{namespace: "", name: %s, uid: former}]}
            """
                .formatted(name()),
            BackupScheduleStatus.class);
    wish.schedule().setStatus(status);
    return wish;
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static Wish wish(Catalogue catalogue) {
    var schedule =
        YAML.unmarshal(
            """
            apiVersion: fedbackup.io/v1alpha1
            kind: BackupSchedule
            metadata: {name: nightly, namespace: team-a, uid: ours}
            spec:
              suspend: true
              schedulePolicyRef: {name: p}
              locationRef: {name: l}
              template: {namespaces: [shop]}
            """,
            BackupSchedule.class);
    return new Wish(
        schedule, catalogue, List.of(), true, null, Instant.parse("2026-11-22T12:00:00Z"));
  }
}
