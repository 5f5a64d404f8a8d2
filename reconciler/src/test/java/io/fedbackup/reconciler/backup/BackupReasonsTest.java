package io.fedbackup.reconciler.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.ClusterPhase;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the status of a Backup tells when its cluster is not there to ask. */
class BackupReasonsTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String MADE =
      "status: {phase: InProgress, stork: {namespace: kube-system, name: now-1, uid: u}}";

  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");

  @ParameterizedTest
  @ValueSource(strings = {"", MADE})
  void a_cluster_that_does_not_exist_is_named(String status) {
    assertTold(reconciled(backup(status), new FakeClusters()), Reason.CLUSTER_NOT_FOUND, "shop");
  }

  @ParameterizedTest
  @MethodSource
  void a_backup_that_cannot_be_made_yet_waits_for_its_cluster_by_name(Usability usability) {
    cluster.now(usability);

    var backup = reconciled(backup(""), new FakeClusters(cluster));

    assertTold(backup, Reason.WAITING_FOR_CLUSTER, "Backup now", "cluster shop");
    assertThat(cluster.writes()).isEmpty();
  }

  static Stream<Usability> a_backup_that_cannot_be_made_yet_waits_for_its_cluster_by_name() {
    return Stream.of(
        new Usability.Suspended(),
        new Usability.Removing(),
        new Usability.Unusable(
            ClusterPhase.HIBERNATED, Reason.CLUSTER_HIBERNATED, "it sleeps", false, false));
  }

  @Test
  void a_backup_whose_cluster_went_silent_has_no_contact() {
    cluster.now(
        new Usability.Unusable(
            ClusterPhase.NOT_AVAILABLE, Reason.CLUSTER_UNREACHABLE, "no answer", false, false));

    var backup = reconciled(backup(MADE), new FakeClusters(cluster));

    assertTold(backup, Reason.NO_CONTACT, "ApplicationBackup now-1", "cluster shop");
  }

  private static void assertTold(Backup backup, Reason reason, String... words) {
    var told = Conditions.find(backup.getStatus().conditions(), Conditions.READY).orElseThrow();
    assertThat(told.reason()).isEqualTo(reason.wireName());
    assertThat(told.message()).contains(words).endsWith(reason.remedy());
    assertThat(backup.getStatus().reason()).isEqualTo(reason.wireName());
  }

  @SuppressWarnings("unchecked") // it is one of whatever is reconciled
  private static Backup reconciled(Backup backup, FakeClusters clusters) {
    var backupCluster = new FakeBackupCluster();
    var client = backupCluster.client();
    var events = new EventWriter(client, Clock.systemUTC(), "test");
    var drift = new DriftReporter(events, new SimpleMeterRegistry(), new FakeDriftBook());
    var now = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    new BackupReconciler(clusters, new StatusWriter(client, new FakeRecentWrites()), drift, now)
        .reconcile(backup, (Context<Backup>) FakeCatalogue.of().context());
    return backupCluster.updated(Backup.class);
  }

  private static Backup backup(String status) {
    return YAML.unmarshal(
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: Backup
        metadata: {name: now, namespace: team-a, uid: ours, generation: 1}
        spec: {clusterRef: {name: shop}, locationRef: {name: l}, namespaces: [web], timeout: 1h}
        %s
        """
            .formatted(status),
        Backup.class);
  }
}
