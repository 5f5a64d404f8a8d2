package io.fedbackup.planning.validation;

import io.fedbackup.planning.validation.ValidationRun.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a cluster has to prove a location again: when it is new there, when something
 * changed that the result depends on, when it is asked for, when the cluster was not usable and is
 * again, when the interval has passed, and after a failure sooner, with a back-off from 30 s that
 * doubles up to the interval.
 *
 * @param fingerprint {@link AgentJob#fingerprint} of the Job that would be made now
 * @param requestedAt value of annotation {@code fedbackup.io/requested-at}; null if there is none
 * @param interval time between two validations
 * @param known what our status says of the cluster
 */
public record ValidationDue(
    String fingerprint, @Nullable String requestedAt, Duration interval, Known known) {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(30);

  /**
   * What our status says of a cluster.
   *
   * @param lastResult when the last result that it shows was reached; null if there was none
   * @param interrupted whether it shows that the cluster could not be used since
   */
  public record Known(@Nullable Instant lastResult, boolean interrupted) {}

  /** What follows. */
  public sealed interface Decision {
    /** A validation is to be started. */
    record Start(ValidationStart start) implements Decision {}

    /** Nothing to start before {@code until}, unless something changes. */
    record Wait(Instant until) implements Decision {}
  }

  /**
   * Decides.
   *
   * @param last the newest validation on the cluster, if any is remembered there
   * @param now by our clock
   */
  public Decision decide(Optional<ValidationRun> last, Instant now) {
    return last.map(run -> after(run, now)).orElseGet(() -> first(now));
  }

  /**
   * No Job: new here, or somebody removed the memory; in the latter case not more often than any
   * retry.
   */
  private Decision first(Instant now) {
    Instant lastResult = known.lastResult();
    if (lastResult != null && !known.interrupted() && now.isBefore(lastResult.plus(FIRST_RETRY))) {
      return new Decision.Wait(lastResult.plus(FIRST_RETRY));
    }
    return start(0, lastResult == null ? "" : lastResult.toString());
  }

  private Decision after(ValidationRun run, Instant now) {
    if (!run.fingerprint().equals(fingerprint)) {
      return start(0, run.name());
    }
    return switch (run.progress()) {
      case Progress.Running _ -> new Decision.Wait(now.plus(interval));
      case Progress.Ended ended -> afterEnd(run, ended, now);
    };
  }

  private Decision afterEnd(ValidationRun run, Progress.Ended ended, Instant now) {
    int attempt = ended.verdict().valid() ? 0 : run.attempt() + 1;
    boolean asked = requestedAt != null && !requestedAt.equals(run.requestedAt());
    Instant due = ended.at().plus(ended.verdict().valid() ? interval : backOff(run.attempt()));
    if (asked || backAgain(ended) || !now.isBefore(due)) {
      return start(attempt, run.name());
    }
    return new Decision.Wait(due);
  }

  /** A result that our status does not show yet is newer than the interruption that it shows. */
  private boolean backAgain(Progress.Ended ended) {
    return known.interrupted()
        && known.lastResult() != null
        && !ended.at().isAfter(known.lastResult());
  }

  private Duration backOff(int attempt) {
    Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(attempt, 20));
    return delay.compareTo(interval) < 0 ? delay : interval;
  }

  private Decision start(int attempt, String after) {
    return new Decision.Start(new ValidationStart(attempt, requestedAt, after));
  }
}
