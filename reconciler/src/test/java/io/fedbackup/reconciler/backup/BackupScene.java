package io.fedbackup.reconciler.backup;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.reconciler.drift.DriftReporter;
import io.fedbackup.reconciler.drift.FakeDriftBook;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.instruction.Catalogue;
import io.fedbackup.reconciler.instruction.StandingInstructions;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;

/** A Backup that mirrors {@code run-1} of a cluster, which was triggered at ten. */
final class BackupScene {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");

  /** Stork reports this. */
  ApplicationBackup run(String status) {
    return cluster.put(
        YAML.unmarshal(
            """
            apiVersion: stork.libopenstorage.org/v1alpha1
            kind: ApplicationBackup
            metadata: {name: run-1, namespace: kube-system, uid: uid-1}
            spec: {reclaimPolicy: Delete}
            status: {%s, triggerTimestamp: '2026-11-22T10:00:00Z'}
            """
                .formatted(status),
            ApplicationBackup.class));
  }

  /** The Backup as it is looked at then. */
  OneBackup at(String time) {
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
        Instant.parse(time));
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
