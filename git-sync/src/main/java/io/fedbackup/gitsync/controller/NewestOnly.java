package io.fedbackup.gitsync.controller;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends for each key the newest thing only, one at a time, again with growing pauses until it is
 * accepted or there is a newer one. What equals the newest is not sent again. Thread-safe.
 */
final class NewestOnly<T> {
  private static final Logger LOG = LoggerFactory.getLogger(NewestOnly.class);
  private static final IntervalFunction PAUSES =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofSeconds(5), 3, 0.2, Duration.ofMinutes(10));

  private final Sender<T> sender;
  private final Timer timer;
  private final Map<String, Line<T>> lines = new HashMap<>();

  NewestOnly(Sender<T> sender, Timer timer) {
    this.sender = sender;
    this.timer = timer;
  }

  /** Takes one thing where it belongs. */
  @FunctionalInterface
  interface Sender<T> {
    /**
     * Sends.
     *
     * @param attempt from 1
     * @return whether it was accepted
     */
    boolean send(T thing, int attempt) throws InterruptedException;
  }

  /** Runs things later, on threads of its own. */
  @FunctionalInterface
  interface Timer {
    /** Runs this after a while. */
    void after(Duration pause, Runnable what);
  }

  private static final class Line<T> {
    private T newest;

    /** Counts what was offered. */
    private long offers;

    private int attempts;

    /** Counts what is asked of the timer: only its last run counts. */
    private long turn;

    private boolean sending;

    Line(T newest) {
      this.newest = newest;
    }
  }

  /** What was offered last for a key. */
  synchronized Optional<T> newest(String key) {
    return Optional.ofNullable(lines.get(key)).map(line -> line.newest);
  }

  /** Sends soon, unless it was offered before. */
  synchronized void offer(String key, T thing) {
    Line<T> line = lines.get(key);
    if (line != null && line.newest.equals(thing)) {
      return;
    }
    if (line == null) {
      line = new Line<>(thing);
      lines.put(key, line);
    }
    line.newest = thing;
    line.offers++;
    line.attempts = 0;
    if (!line.sending) {
      schedule(key, line, Duration.ZERO);
    }
  }

  /** Nothing is sent for this key any more. */
  synchronized void forget(String key) {
    lines.remove(key);
  }

  private void schedule(String key, Line<T> line, Duration pause) {
    long turn = ++line.turn;
    timer.after(pause, () -> run(key, line, turn));
  }

  private void run(String key, Line<T> line, long turn) {
    Optional<Attempt<T>> attempt = begin(key, line, turn);
    if (attempt.isPresent()) {
      boolean accepted = false;
      try {
        accepted = sender.send(attempt.get().thing(), attempt.get().number());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        // the thread's edge: whatever nobody foresaw is tried again
        LOG.warn(
            "{}: {} ({}); tried again",
            attempt.get().thing(),
            e.getMessage(),
            e.getClass().getSimpleName());
      }
      end(key, line, attempt.get().offer(), accepted);
    }
  }

  private record Attempt<T>(T thing, int number, long offer) {}

  private synchronized Optional<Attempt<T>> begin(String key, Line<T> line, long turn) {
    if (lines.get(key) != line || line.turn != turn) {
      return Optional.empty();
    }
    line.sending = true;
    line.attempts++;
    return Optional.of(new Attempt<>(line.newest, line.attempts, line.offers));
  }

  private synchronized void end(String key, Line<T> line, long offer, boolean accepted) {
    line.sending = false;
    if (lines.get(key) != line) {
      return;
    }
    if (line.offers != offer) {
      schedule(key, line, Duration.ZERO);
    } else if (!accepted) {
      schedule(key, line, Duration.ofMillis(PAUSES.apply(line.attempts)));
    }
  }
}
