package io.fedbackup.gitsync.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class StartingTest {
  private final Queue<Runnable> later = new ArrayDeque<>();

  @Test
  void what_nobody_foresaw_is_told_and_tried_again() {
    var starting = starting(new IllegalStateException("no such thing"));

    starting.begin();
    assertThat(starting.mistake())
        .hasValueSatisfying(it -> assertThat(it).contains("no such thing"));

    later.remove().run();
    assertThat(starting.mistake()).isEmpty();
    assertThat(later).isEmpty();
  }

  @Test
  void a_cluster_that_does_not_answer_is_no_mistake_and_is_tried_again() {
    var starting =
        starting(new KubernetesClientException("away"), new BackupCluster.NotReady("no kind"));

    starting.begin();
    assertThat(starting.mistake()).isEmpty();
    later.remove().run();
    assertThat(starting.mistake()).isEmpty();
    later.remove().run();

    assertThat(later).isEmpty();
  }

  /** One whose first attempts fail. */
  private Starting starting(RuntimeException... failures) {
    Deque<RuntimeException> left = new ArrayDeque<>(List.of(failures));
    return new Starting(
        "https://localhost",
        () -> {
          if (!left.isEmpty()) {
            throw left.remove();
          }
        },
        (_, what) -> later.add(what));
  }
}
