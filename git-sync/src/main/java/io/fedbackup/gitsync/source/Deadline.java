package io.fedbackup.gitsync.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When all that one sync asks of a remote has to be over: looking, waiting for others, fetching.
 */
public final class Deadline {
  private final Clock clock;
  private final Duration timeout;
  private final Instant end;

  private Deadline(Clock clock, Duration timeout) {
    this.clock = clock;
    this.timeout = timeout;
    this.end = clock.instant().plus(timeout);
  }

  /** That long from now. */
  public static Deadline after(Clock clock, Duration timeout) {
    return new Deadline(clock, timeout);
  }

  /** Whether it passed, or the thread shall end. */
  public boolean isOver() {
    return !clock.instant().isBefore(end) || Thread.currentThread().isInterrupted();
  }

  /** The time that is left; zero where it passed. */
  public Duration remaining() {
    Duration left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** How much time there was in all. */
  public Duration timeout() {
    return timeout;
  }
}
