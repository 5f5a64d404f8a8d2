package io.fedbackup.reconciler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupLocationStatus;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.BackupScheduleStatus;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.api.v1alpha1.Rule;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.drift.DriftReporter;
import io.fedbackup.reconciler.drift.FakeDriftBook;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.event.FakeBackupCluster;
import io.fedbackup.reconciler.instruction.FakeCatalogue;
import io.fedbackup.reconciler.remote.FakeClusters;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.fedbackup.reconciler.remote.Usability;
import io.fedbackup.reconciler.status.FakeRecentWrites;
import io.fedbackup.reconciler.status.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupScheduleStatus;
import org.libopenstorage.stork.v1alpha1.applicationbackupschedulestatus.Items;

/** What the status of a schedule tells of what keeps it from being well. */
class ScheduleReasonsTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String DAILY = "daily: {time: '22:30', retain: 1}";
  private static final String HARMLESS = "{type: command, value: sync}";

  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");
  private final FakeBackupCluster backupCluster = new FakeBackupCluster();
  private FakeClusters clusters = new FakeClusters(cluster);
  private String policy = DAILY;
  private String action = HARMLESS;
  private BackupSchedule schedule = schedule("shop");

  @BeforeEach
  void what_is_backed_up() {
    cluster.put(new NamespaceBuilder().withNewMetadata().withName("web").endMetadata().build());
  }

  @ParameterizedTest
  @MethodSource
  void a_cluster_that_is_left_out_is_named_and_why(Usability usability, Reason reason) {
    cluster.now(usability);

    reconcile();

    assertTold(reason, "cluster shop", reason.meaning().replaceFirst("\\.$", ""));
  }

  static Stream<Arguments> a_cluster_that_is_left_out_is_named_and_why() {
    return Stream.of(
        Arguments.of(new Usability.Suspended(), Reason.CLUSTER_SUSPENDED),
        Arguments.of(new Usability.Removing(), Reason.CLUSTER_REMOVING),
        Arguments.of(
            new Usability.Unusable(
                ClusterPhase.HIBERNATED, Reason.CLUSTER_HIBERNATED, "sleeps", false, false),
            Reason.CLUSTER_HIBERNATED));
  }

  @Test
  void a_policy_that_is_refused_is_named_with_its_field() {
    policy = "weekly: {days: [Mon, Tue], time: '22:30'}";

    reconcile();

    assertTold(Reason.POLICY_NOT_READY, "SchedulePolicy team-a/p", "spec.weekly.days");
    assertCondition(Conditions.READY, Reason.POLICY_NOT_READY, "cluster shop");
  }

  @Test
  void a_rule_that_cannot_run_after_a_backup_is_named() {
    action = "{type: command, value: sync, background: true}";

    reconcile();

    assertTold(Reason.RULE_NOT_READY, "Rule team-a/thaw", "background");
    assertCondition(Conditions.READY, Reason.RULE_NOT_READY, "cluster shop");
  }

  @Test
  void a_cluster_that_does_not_exist_is_named_with_the_field() {
    schedule = schedule("shop, gone");

    reconcile();

    assertCondition(Conditions.READY, Reason.CLUSTER_NOT_FOUND, "spec.clusters.names: gone");
  }

  @Test
  void a_cluster_that_is_left_and_not_connected_is_waited_for_and_named() {
    reconcile();
    schedule.setSpec(schedule("").getSpec());
    clusters = new FakeClusters();

    reconcile();

    assertTold(Reason.CLUSTER_NOT_USABLE, "no connection to cluster shop");
  }

  @Test
  void more_records_than_are_mirrored_are_told_with_their_cluster() {
    for (int i = 0; i <= RunMirrors.MOST; i++) {
      cluster.put(run(i));
    }

    reconcile();

    assertCondition("TooManyRecords", Reason.TOO_MANY_RECORDS, "cluster shop");
  }

  @Test
  void retention_that_cannot_act_is_told_with_cluster_and_run() {
    reconcile();
    var stands = cluster.all(ApplicationBackupSchedule.class).getFirst();
    var last = run(2).getMetadata().getName();
    stands.setStatus(new ApplicationBackupScheduleStatus());
    stands.getStatus().setItems(Map.of("Daily", List.of(partial(1), partial(2))));

    reconcile();

    assertCondition("RetentionBlocked", Reason.RETENTION_BLOCKED, "cluster shop (", last);
  }

  private void assertTold(Reason reason, String... words) {
    assertThat(status().clusters())
        .singleElement()
        .satisfies(state -> assertThat(state.name()).isEqualTo("shop"))
        .satisfies(state -> assertThat(state.reason()).isEqualTo(reason.wireName()))
        .extracting(ScheduleCluster::message)
        .asString()
        .contains(words)
        .endsWith(remedy(reason));
  }

  private void assertCondition(String type, Reason reason, String... words) {
    Condition condition = Conditions.find(status().conditions(), type).orElseThrow();
    assertThat(condition.reason()).isEqualTo(reason.wireName());
    assertThat(condition.message()).contains(words).endsWith(remedy(reason));
  }

  /** Empty where there is nothing to do. */
  private static String remedy(Reason reason) {
    return reason.advise("").isEmpty() ? "" : reason.remedy();
  }

  private BackupScheduleStatus status() {
    return schedule.getStatus();
  }

  private void reconcile() {
    var client = backupCluster.client();
    var statuses = new StatusWriter(client, new FakeRecentWrites());
    var events = new EventWriter(client, Clock.systemUTC(), "test");
    var book = new FakeDriftBook();
    var drift = new DriftReporter(events, new SimpleMeterRegistry(), book);
    new BackupScheduleReconciler(
            clusters,
            new ScheduleTools(client, statuses, events, drift, book, (_, _) -> true),
            Clock.fixed(NOW, ZoneOffset.UTC))
        .reconcile(schedule, context());
    schedule = backupCluster.updated(BackupSchedule.class);
  }

  @SuppressWarnings("unchecked") // it is one of whatever is reconciled
  private Context<BackupSchedule> context() {
    var objects = new ArrayList<HasMetadata>();
    objects.add(
        ours(
            "ApplicationCluster",
            "shop",
            "access: {kubeconfigSecretRef: {name: k}}",
            ApplicationCluster.class));
    objects.add(ours("SchedulePolicy", "p", policy, SchedulePolicy.class));
    objects.add(
        ours(
            "Rule",
            "thaw",
            "rules: [{podSelector: {app: db}, actions: [%s]}]".formatted(action),
            Rule.class));
    objects.add(location());
    return (Context<BackupSchedule>)
        FakeCatalogue.of(objects.toArray(HasMetadata[]::new)).context();
  }

  private BackupLocation location() {
    var location =
        ours(
            "BackupLocation",
            "l",
            "{provider: azure, azure: {storageAccount: acct1, container: backups}}",
            BackupLocation.class);
    location.setStatus(
        YAML.unmarshal(
            "clusters: [{namespace: team-a, name: shop, state: Valid}]",
            BackupLocationStatus.class));
    return location;
  }

  private static BackupSchedule schedule(String clusters) {
    return ours(
        "BackupSchedule",
        "nightly",
        """
        {clusters: {names: [%s]}, schedulePolicyRef: {name: p}, locationRef: {name: l},
          template: {namespaces: [web], postRuleRef: {name: thaw}}}
        """
            .formatted(clusters),
        BackupSchedule.class);
  }

  private static <T extends HasMetadata> T ours(
      String kind, String name, String spec, Class<T> type) {
    return YAML.unmarshal(
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: %s
        metadata: {name: %s, namespace: team-a, uid: ours, generation: 1}
        spec:
          %s
        """
            .formatted(kind, name, spec.strip()),
        type);
  }

  private ApplicationBackup run(int number) {
    var wish = new Wish(schedule, FakeCatalogue.of(), List.of(), false, null, NOW);
    var storkName = wish.storkName(cluster.installation(), cluster.identity().orElseThrow());
    return YAML.unmarshal(
        """
        apiVersion: stork.libopenstorage.org/v1alpha1
        kind: ApplicationBackup
        metadata:
          name: %s-daily-2026-11-21-%02d%02d%02d
          namespace: kube-system
          labels: {fedbackup.io/installation: inst}
        spec: {}
        """
            .formatted(storkName, number / 3600, number / 60 % 60, number % 60),
        ApplicationBackup.class);
  }

  private Items partial(int number) {
    var item = new Items();
    item.setName(run(number).getMetadata().getName());
    item.setStatus("PartialSuccess");
    item.setCreationTimestamp("2026-11-21T00:00:%02dZ".formatted(number));
    return item;
  }
}
