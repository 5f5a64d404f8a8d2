package io.fedbackup.gitsync.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent of what is offered, and when again. */
class NewestOnlyTest {
  private final Deque<Later> timer = new ArrayDeque<>();
  private final List<String> sent = new ArrayList<>();
  private boolean accepting = true;
  private Runnable whileSending = () -> {};
  private final NewestOnly<String> queue =
      new NewestOnly<>(
          (thing, attempt) -> {
            sent.add(thing + " " + attempt);
            whileSending.run();
            if (thing.equals("broken")) {
              throw new IllegalStateException("nobody foresaw it");
            }
            return accepting;
          },
          (pause, what) -> timer.add(new Later(pause, what)));

  private record Later(Duration pause, Runnable what) {}

  /** Runs what is due next; its pause. */
  private Duration next() {
    var later = timer.remove();
    later.what().run();
    return later.pause();
  }

  @Test
  void what_was_accepted_is_not_sent_again() {
    queue.offer("a", "applied");
    assertThat(next()).isZero();
    queue.offer("a", "applied");

    assertThat(timer).isEmpty();
    assertThat(sent).containsExactly("applied 1");
  }

  @Test
  void what_is_not_accepted_is_sent_again_with_growing_pauses_and_never_by_two_timers() {
    accepting = false;
    queue.offer("a", "applied");
    queue.offer("a", "applied");

    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pauses.add(next());
      assertThat(timer).hasSize(1);
    }
    accepting = true;
    next();

    assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    assertThat(pauses.get(2)).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(18));
    assertThat(pauses.getLast()).isLessThanOrEqualTo(Duration.ofMinutes(12));
    assertThat(sent).last().isEqualTo("applied 9");
    assertThat(timer).isEmpty();
  }

  @Test
  void a_newer_thing_is_sent_at_once_in_place_of_one_that_waits() {
    accepting = false;
    queue.offer("a", "pending");
    next();
    accepting = true;
    queue.offer("a", "applied");

    next(); // the pause of the older one
    next();

    assertThat(timer).isEmpty();
    assertThat(sent).containsExactly("pending 1", "applied 1");
  }

  @Test
  void a_thing_that_comes_while_another_is_sent_follows_it_and_those_between_are_left_out() {
    whileSending =
        () -> {
          whileSending = () -> {};
          queue.offer("a", "waiting");
          queue.offer("a", "applied");
        };
    queue.offer("a", "pending");
    next();
    next();

    assertThat(timer).isEmpty();
    assertThat(sent).containsExactly("pending 1", "applied 1");
  }

  @Test
  void the_same_thing_comes_again_after_another() {
    for (var thing : List.of("applied", "drifted", "applied")) {
      queue.offer("a", thing);
      next();
    }

    assertThat(sent).containsExactly("applied 1", "drifted 1", "applied 1");
  }

  @Test
  void keys_do_not_wait_for_each_other_and_one_that_is_forgotten_is_not_sent() {
    queue.offer("a", "applied");
    queue.offer("b", "applied");
    queue.forget("a");
    next();
    next();

    assertThat(sent).containsExactly("applied 1");
    assertThat(queue.newest("a")).isEmpty();
    assertThat(queue.newest("b")).contains("applied");
  }

  @Test
  void what_nobody_foresaw_is_tried_again() {
    queue.offer("a", "broken");
    next();

    assertThat(timer).hasSize(1);
  }
}
