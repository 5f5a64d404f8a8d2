package io.fedbackup.reconciler.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.reconciler.drift.DriftReporter;
import io.fedbackup.reconciler.drift.FakeDriftBook;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.instruction.StandingInstructions.Standing;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;

/** What is told of a schedule that somebody suspended by hand. */
class StandingInstructionsTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");
  private final AtomicInteger told = new AtomicInteger();
  private final FakeDriftBook book = new FakeDriftBook();
  private final StandingInstructions instructions =
      new StandingInstructions(
          new DriftReporter(
              new EventWriter(counting(), Clock.systemUTC(), "test"),
              new SimpleMeterRegistry(),
              book));

  @Test
  void what_the_watch_still_shows_after_it_was_put_right_is_not_told_again() {
    // given
    var suspended = cluster.put(schedule(true));
    ensure();
    assertThat(told).hasValue(1);
    assertThat(book.told())
        .containsExactly(
            "found ApplicationBackupSchedule nightly", "right ApplicationBackupSchedule nightly");

    // when the watch shows what was there before the correction
    cluster.show(suspended);
    ensure();

    // then
    assertThat(told).hasValue(1);

    // and when it was suspended once more after it
    cluster.put(schedule(true));
    ensure();

    // then
    assertThat(told).hasValue(2);
  }

  @Test
  void what_is_as_intended_is_not_told() {
    cluster.put(schedule(false));

    ensure();

    assertThat(told).hasValue(0);
  }

  private void ensure() {
    var owner = new Regarding("fedbackup.io/v1alpha1", "BackupSchedule", "team-a", "nightly", "u");
    instructions.ensure(
        cluster,
        new Standing<>(
            StorkKinds.SCHEDULES, schedule(false), null, owner, UnaryOperator.identity()));
  }

  private static ApplicationBackupSchedule schedule(boolean suspend) {
    return YAML.unmarshal(
        """
        apiVersion: stork.libopenstorage.org/v1alpha1
        kind: ApplicationBackupSchedule
        metadata:
          name: nightly
          namespace: kube-system
          labels: {fedbackup.io/installation: inst}
          annotations: {fedbackup.io/intent: abc}
        spec: {suspend: %s}
        """
            .formatted(suspend),
        ApplicationBackupSchedule.class);
  }

  /** Counts what it is asked to write, and says that it was written before. */
  private KubernetesClient counting() {
    return (KubernetesClient)
        Proxy.newProxyInstance(
            KubernetesClient.class.getClassLoader(),
            new Class<?>[] {KubernetesClient.class},
            (_, _, _) -> {
              told.incrementAndGet();
              throw new KubernetesClientException("there", HttpURLConnection.HTTP_CONFLICT, null);
            });
  }
}
