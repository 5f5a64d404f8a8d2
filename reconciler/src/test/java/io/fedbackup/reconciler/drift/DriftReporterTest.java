package io.fedbackup.reconciler.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.event.FakeBackupCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drift is told once, and its correction does not wait for that. */
class DriftReporterTest {
  private final FakeBackupCluster backupCluster = new FakeBackupCluster();
  private final FakeDriftBook book = new FakeDriftBook();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DriftReporter reporter =
      new DriftReporter(
          new EventWriter(backupCluster.client(), Clock.systemUTC(), "test"), meters, book);

  @ParameterizedTest
  @ValueSource(ints = {0, 429, 500, 503})
  void an_event_that_is_not_taken_keeps_nothing_from_being_corrected_and_is_written_later(
      int answer) {
    // given
    backupCluster.answers(answer == 0 ? -1 : answer);

    // when
    report("nightly");

    // then
    assertThat(book.told()).containsExactly("found ApplicationBackupSchedule nightly");
    assertThat(counted()).isZero();

    // and when it is taken
    backupCluster.answers(0);
    book.tellWaiting();

    // then
    assertThat(backupCluster.created()).containsExactly("Event");
    assertThat(counted()).isEqualTo(1);
    report("weekly");
    assertThat(backupCluster.created()).as("at once").hasSize(2);
  }

  @Test
  void while_one_waits_no_other_is_tried_first() {
    backupCluster.answers(503);
    report("nightly");

    report("weekly");

    assertThat(backupCluster.attempts()).isEqualTo(1);
    backupCluster.answers(0);
    book.tellWaiting();
    assertThat(backupCluster.created()).hasSize(2);
  }

  @Test
  void one_that_is_never_taken_does_not_wait() {
    backupCluster.answers(422);

    report("nightly");

    book.tellWaiting();
    assertThat(backupCluster.attempts()).isEqualTo(1);
  }

  @Test
  void work_that_was_given_up_does_not_go_on() {
    backupCluster.answers(-1);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> report("nightly")).isInstanceOf(KubernetesClientException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private double counted() {
    return meters.find("fedbackup.drift").counters().stream().mapToDouble(c -> c.count()).sum();
  }

  private void report(String name) {
    reporter.report(
        new Regarding("fedbackup.io/v1alpha1", "BackupSchedule", "team-a", name, "u"),
        new Drift(
            Drift.Type.MISSING,
            "ApplicationBackupSchedule",
            "kube-system",
            name,
            "shop",
            "uid-1",
            List.of()));
  }
}
