package io.fedbackup.e2e.testbed;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits, within bounds, until a process does its work. */
final class Readiness {

  private static final int LOG_TAIL = 3000;

  private Readiness() {}

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
          .pollInterval(Polls.RARER_AND_RARER)
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
