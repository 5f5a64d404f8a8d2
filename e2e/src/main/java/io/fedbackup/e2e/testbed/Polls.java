package io.fedbackup.e2e.testbed;

import java.time.Duration;
import org.awaitility.pollinterval.IterativePollInterval;
import org.awaitility.pollinterval.PollInterval;

/**
 * How often tests and the test bed ask whether something has happened: often at first, so that what
 * is quick is seen at once, and less and less, since on a busy machine, where it takes long, asking
 * often would make it take longer.
 */
public final class Polls {
  private static final Duration FIRST = Duration.ofMillis(30);
  private static final Duration LAST = Duration.ofMillis(400);

  /** For {@link org.awaitility.core.ConditionFactory#pollInterval(PollInterval)}. */
  public static final PollInterval RARER_AND_RARER =
      IterativePollInterval.iterative(Polls::longer, FIRST);

  private Polls() {}

  private static Duration longer(Duration poll) {
    var next = poll.multipliedBy(5).dividedBy(4);
    return next.compareTo(LAST) < 0 ? next : LAST;
  }
}
