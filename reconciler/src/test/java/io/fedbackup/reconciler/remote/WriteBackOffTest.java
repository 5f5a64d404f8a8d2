package io.fedbackup.reconciler.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster that does not take a write is left in peace for longer each time. */
class WriteBackOffTest {
  private static final ClusterName SHOP = new ClusterName("team-a", "shop");

  private final Time clock = new Time();
  private final WriteBackOff backOff =
      new WriteBackOff(SHOP, clock, failures -> failures * 10_000L);
  private boolean counts = true;
  private int sent;
  private int answer;

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, 504})
  void a_server_that_cannot_do_it_now_gets_the_next_of_that_kind_later_and_later(int code) {
    answer = code;
    assertFails("patch Rule");

    clock.passes(9);
    assertFails("patch Rule");
    assertThat(sent).isEqualTo(1);

    clock.passes(1);
    assertFails("patch Rule");
    assertThat(sent).isEqualTo(2);

    clock.passes(19);
    assertFails("patch Rule");
    assertThat(sent).isEqualTo(2);

    clock.passes(1);
    answer = 0;
    write("patch Rule");
    write("patch Rule");
    assertThat(sent).isEqualTo(4);
  }

  @Test
  void what_the_server_takes_of_another_kind_is_written() {
    answer = 500;
    assertFails("patch ApplicationBackupSchedule");

    answer = 0;
    write("patch ApplicationBackup");

    write("delete ApplicationBackupSchedule");
    assertFails("patch ApplicationBackupSchedule");
    assertThat(sent).isEqualTo(3);
  }

  @Test
  void one_that_does_not_answer_is_not_written_to_at_all() {
    answer = -1;
    assertFails("patch Rule");

    assertThatThrownBy(() -> write("patch ApplicationBackup"))
        .isInstanceOf(RemoteException.Unreachable.class);
    assertThat(sent).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 409, 422})
  void a_refusal_is_an_answer(int code) {
    answer = code;
    assertFails("patch Rule");
    assertFails("patch Rule");

    assertThat(sent).isEqualTo(2);
  }

  @Test
  void a_connection_that_is_gone_says_nothing_and_a_new_one_begins_anew() {
    answer = 503;
    counts = false;
    assertFails("patch Rule");
    assertFails("patch Rule");
    assertThat(sent).isEqualTo(2);

    counts = true;
    assertFails("patch Rule");
    backOff.forget();
    assertFails("patch Rule");
    assertThat(sent).isEqualTo(4);
  }

  private void assertFails(String kind) {
    assertThatThrownBy(() -> write(kind)).isInstanceOf(RemoteException.class);
  }

  private void write(String kind) {
    var _ =
        backOff.guard(
            kind,
            () -> {
              sent++;
              if (answer != 0) {
                throw RemoteErrors.translate(
                    SHOP, "apply", new KubernetesClientException("no", answer, null));
              }
              return true;
            },
            () -> counts);
  }

  private static final class Time extends Clock {
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    void passes(int seconds) {
      now = now.plus(Duration.ofSeconds(seconds));
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
