package io.fedbackup.reconciler.remote;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the informers of one cache are tried: patience with a first list that does not come, and a
 * back-off after failures. Knows no informer. Changed under the cache's lock, read by any thread.
 */
final class InformerAttempts {
  /** An informer that failed sooner than this after its list has not proved that it works. */
  private static final Duration STEADY = Duration.ofMinutes(1);

  /** So long the first list may take; twice as long each time that it was not enough. */
  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(30);

  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(10);

  private final IntervalFunction backOff;
  private volatile Instant retryAt = Instant.MIN;
  private volatile Instant begunAt = Instant.MIN;
  private volatile Duration patience = SHORTEST_PATIENCE;
  private int failures;
  private @Nullable Instant listedAt;

  /**
   * None yet.
   *
   * @param backOff milliseconds until an informer that failed is replaced, by the number of
   *     failures
   */
  InformerAttempts(IntervalFunction backOff) {
    this.backOff = backOff;
  }

  /**
   * An informer starts.
   *
   * @param stuck whether it replaces one whose first list did not come
   */
  void begin(Instant now, boolean stuck) {
    patience = stuck ? longer(patience) : patience;
    begunAt = now;
  }

  private static Duration longer(Duration patience) {
    Duration twice = patience.multipliedBy(2);
    return twice.compareTo(LONGEST_PATIENCE) < 0 ? twice : LONGEST_PATIENCE;
  }

  /** Whether a first list that has not come should be there. */
  boolean overdue(Instant now) {
    return now.isAfter(begunAt.plus(patience));
  }

  /** The first list came. */
  void listed(Instant now) {
    patience = SHORTEST_PATIENCE;
    listedAt = now;
  }

  /**
   * The informer is given up.
   *
   * @param synced whether it had listed
   */
  void failed(Instant now, boolean synced) {
    Instant listed = listedAt;
    boolean worked = synced && listed != null && !now.isBefore(listed.plus(STEADY));
    failures = worked ? 1 : failures + 1;
    retryAt = failures == 1 ? now : now.plusMillis(backOff.apply(failures - 1));
  }

  /** Whether the last ones failed in a row. */
  boolean repeatedlyFailed() {
    return failures > 1;
  }

  /** Whether the back-off is over. */
  boolean mayBegin(Instant now) {
    return !now.isBefore(retryAt);
  }

  /** Ends the back-off; the next failure goes on where it was. */
  void retryAtOnce() {
    retryAt = Instant.MIN;
  }

  /** The next one may come at once, and failures count anew. */
  void reset() {
    failures = 0;
    retryAt = Instant.MIN;
  }

  /** As at the beginning: what was listed before does not count. */
  void forget() {
    reset();
    listedAt = null;
  }
}
