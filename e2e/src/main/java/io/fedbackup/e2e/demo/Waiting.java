package io.fedbackup.e2e.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits within bounds for what servers show. */
final class Waiting {

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration STEP = Duration.ofMillis(300);

  private Waiting() {}

  /**
   * Asks until there is an answer.
   *
   * @throws org.awaitility.core.ConditionTimeoutException when there is none in time
   */
  static <T> T until(String what, Callable<Optional<T>> question) {
    return Awaitility.await(what)
        .atMost(LIMIT)
        .pollInterval(STEP)
        .until(question, Optional::isPresent)
        .orElseThrow();
  }
}
