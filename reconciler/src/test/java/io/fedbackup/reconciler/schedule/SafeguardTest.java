package io.fedbackup.reconciler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.reconciler.drift.DriftReporter;
import io.fedbackup.reconciler.drift.FakeDriftBook;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.event.FakeBackupCluster;
import io.fedbackup.reconciler.instruction.Catalogue;
import io.fedbackup.reconciler.instruction.StandingInstructions;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;

/** What stands is safe although nothing can be written anew. */
class SafeguardTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");

  @Test
  void a_suspended_schedule_starts_no_run_and_its_next_whole_write_is_no_drift() {
    stork("inst", false);

    safeguard();

    assertThat(cluster.writes()).containsExactly("patch ApplicationBackupSchedule");
    assertThat(cluster.all(ApplicationBackupSchedule.class))
        .singleElement()
        .satisfies(
            schedule -> {
              assertThat(schedule.getSpec().getSuspend()).isTrue();
              assertThat(schedule.getMetadata().getAnnotations())
                  .containsEntry("fedbackup.io/intent", "");
            });
  }

  @Test
  void what_is_as_it_should_be_is_not_written() {
    stork("inst", true);

    safeguard();

    assertThat(cluster.writes()).isEmpty();
  }

  @Test
  void one_whose_spec_somebody_took_away_is_made_safe() {
    stork("inst", false);
    cluster.all(ApplicationBackupSchedule.class).getFirst().setSpec(null);

    safeguard();

    assertThat(cluster.all(ApplicationBackupSchedule.class).getFirst().getSpec().getReclaimPolicy())
        .isEqualTo("Retain");
  }

  @Test
  void what_is_not_ours_or_not_known_is_left_alone() {
    stork("another", false);
    safeguard();
    assertThat(cluster.writes()).isEmpty();

    stork("inst", false);
    cluster.synced(false);
    safeguard();
    assertThat(cluster.writes()).isEmpty();
  }

  private void safeguard() {
    var events = new EventWriter(new FakeBackupCluster().client(), Clock.systemUTC(), "test");
    var drift = new DriftReporter(events, new SimpleMeterRegistry(), new FakeDriftBook());
    new Safeguard(new StandingInstructions(drift)).keep(work());
  }

  private Work work() {
    return new Work(cluster, cluster.identity().orElseThrow(), suspended());
  }

  private void stork(String installation, boolean suspend) {
    cluster.put(
        YAML.unmarshal(
            """
            apiVersion: stork.libopenstorage.org/v1alpha1
            kind: ApplicationBackupSchedule
            metadata:
              name: %s
              namespace: kube-system
              labels: {fedbackup.io/installation: %s}
              annotations: {fedbackup.io/intent: abc}
            spec: {reclaimPolicy: Retain, suspend: %s}
            """
                .formatted(work().storkName(), installation, suspend),
            ApplicationBackupSchedule.class));
  }

  private static Wish suspended() {
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
    var catalogue = new Catalogue(none(Context.class));
    return new Wish(
        schedule, catalogue, List.of(), true, null, Instant.parse("2026-11-22T12:00:00Z"));
  }

  /** Nothing may be asked of it. */
  private static <T> T none(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }
}
