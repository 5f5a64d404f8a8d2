package io.fedbackup.e2e.testbed;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.pollinterval.IterativePollInterval;

/** Waits, within bounds, until a process does its work. */
final class Readiness {

  private static final Duration FIRST_POLL = Duration.ofMillis(30);
  private static final Duration LAST_POLL = Duration.ofMillis(400);
  private static final int LOG_TAIL = 3000;

  private Readiness() {}

  /** On a busy machine, where it takes long, asking often would make it take longer. */
  private static Duration longer(Duration poll) {
    var next = poll.multipliedBy(5).dividedBy(4);
    return next.compareTo(LAST_POLL) < 0 ? next : LAST_POLL;
  }

  /**
   * Returns when {@code ready} does.
   *
   * @throws TestbedException when the process has ended or is not ready within {@code limit}
   */
  static void await(ManagedProcess process, Duration limit, Callable<Boolean> ready) {
    try {
      Awaitility.await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(IterativePollInterval.iterative(Readiness::longer, FIRST_POLL))
          .atMost(limit)
          .ignoreExceptions()
          .until(() -> !process.isAlive() || ready.call());
    } catch (ConditionTimeoutException e) {
      throw new TestbedException(
          "%s is not ready after %s; its log %s ends with:%n%s"
              .formatted(process, limit, process.log(), process.logTail(LOG_TAIL)),
          e);
    }
    if (!process.isAlive()) {
      throw new TestbedException(
          "%s ended with code %d; its log %s ends with:%n%s"
              .formatted(
                  process,
                  process.exitCode().orElse(-1),
                  process.log(),
                  process.logTail(LOG_TAIL)));
    }
  }
}
