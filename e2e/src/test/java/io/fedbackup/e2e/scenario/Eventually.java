package io.fedbackup.e2e.scenario;

import io.fedbackup.e2e.testbed.Polls;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits, within bounds, for what a user would see. */
final class Eventually {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Eventually() {}

  static void asserted(String what, ThrowingRunnable assertion) {
    Awaitility.await(what)
        .atMost(LIMIT)
        .pollInterval(Polls.RARER_AND_RARER)
        .untilAsserted(assertion);
  }

  /** For what takes longer by its nature. */
  static void assertedWithin(Duration limit, String what, ThrowingRunnable assertion) {
    Awaitility.await(what)
        .atMost(limit)
        .pollInterval(Polls.RARER_AND_RARER)
        .untilAsserted(assertion);
  }

  static <T> T found(String what, Callable<Optional<T>> question) {
    return Awaitility.await(what)
        .atMost(LIMIT)
        .pollInterval(Polls.RARER_AND_RARER)
        .until(question, Optional::isPresent)
        .orElseThrow();
  }

  /** Waits and makes sure that it stays so for a while. */
  static void stays(String what, Duration duration, Callable<Boolean> condition) {
    Awaitility.await(what)
        .during(duration)
        .atMost(duration.plus(LIMIT))
        .pollInterval(Polls.RARER_AND_RARER)
        .until(condition);
  }
}
