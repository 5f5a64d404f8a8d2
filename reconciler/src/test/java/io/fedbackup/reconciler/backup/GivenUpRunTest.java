package io.fedbackup.reconciler.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.planning.backup.Situation.Step;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.drift.DriftReporter;
import io.fedbackup.reconciler.drift.FakeDriftBook;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.instruction.Catalogue;
import io.fedbackup.reconciler.instruction.StandingInstructions;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.fedbackup.reconciler.remote.Usability;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;

/** A run that takes too long is removed, and never the data of one that did not. */
class GivenUpRunTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");

  @Test
  void it_gets_retain_before_it_is_removed() {
    run("Applications", "InProgress");

    one().remove();

    assertThat(cluster.writes())
        .containsExactly("patch ApplicationBackup", "delete ApplicationBackup");
  }

  @Test
  void one_that_has_ended_meanwhile_is_left_alone() {
    run("Final", "Successful");

    one().remove();

    assertThat(cluster.writes()).isEmpty();
  }

  @Test
  void nothing_is_given_up_while_the_watch_does_not_follow() {
    run("Applications", "InProgress");

    assertThat(one().situation().next()).isInstanceOf(Step.TimeOut.class);
    cluster.synced(false);
    assertThat(one().situation().next()).isInstanceOf(Step.Mirror.class);
  }

  @Test
  void nothing_is_given_up_while_the_cluster_refuses_us() {
    run("Applications", "InProgress");

    cluster.now(
        new Usability.Unusable(
            ClusterPhase.DISCONNECTED, Reason.CREDENTIALS_REFUSED, "401", false, false));

    assertThat(one().situation().next()).isEqualTo(new Step.Unheard());
  }

  private void run(String stage, String status) {
    cluster.put(
        YAML.unmarshal(
            """
            apiVersion: stork.libopenstorage.org/v1alpha1
            kind: ApplicationBackup
            metadata: {name: run-1, namespace: kube-system, uid: uid-1}
            spec: {reclaimPolicy: Delete}
            status: {stage: %s, status: %s, triggerTimestamp: '2026-11-22T10:00:00Z'}
            """
                .formatted(stage, status),
            ApplicationBackup.class));
  }

  private OneBackup one() {
    var backup =
        YAML.unmarshal(
            """
            apiVersion: fedbackup.io/v1alpha1
            kind: Backup
            metadata:
              name: run-1
              namespace: team-a
              uid: ours
              annotations: {fedbackup.io/mirrors: %s/uid-1}
            spec: {clusterRef: {name: shop}, locationRef: {name: l}, namespaces: [shop], timeout: 1h}
            """
                .formatted(cluster.identity().orElseThrow().hash()),
            Backup.class);
    var events = new EventWriter(none(KubernetesClient.class), Clock.systemUTC(), "test");
    var drift = new DriftReporter(events, new SimpleMeterRegistry(), new FakeDriftBook());
    return new OneBackup(
        backup,
        cluster,
        new Catalogue(none(Context.class)),
        new StandingInstructions(drift),
        Instant.parse("2026-11-22T12:00:00Z"));
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
