package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.planning.outcome.Messages;
import io.github.resilience4j.core.IntervalFunction;
import io.javaoperatorsdk.operator.OperatorException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries to start until that succeeds, and says in one sentence why it did not. */
final class Starting {
  private static final Logger LOG = LoggerFactory.getLogger(Starting.class);
  private static final IntervalFunction BACK_OFF =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofSeconds(1), 2, 0.2, Duration.ofSeconds(15));

  private final String cluster;
  private final Runnable start;
  private final NewestOnly.Timer timer;
  private volatile @Nullable String mistake;

  /**
   * One that has not tried yet.
   *
   * @param cluster where it starts, for people
   * @param start makes everything anew
   * @param timer runs the next attempts
   */
  Starting(String cluster, Runnable start, NewestOnly.Timer timer) {
    this.cluster = cluster;
    this.start = start;
    this.timer = timer;
  }

  /** The first attempt. */
  void begin() {
    attempt(1);
  }

  /** Why the last attempt failed, where that was a mistake of this program. */
  Optional<String> mistake() {
    return Optional.ofNullable(mistake);
  }

  private void attempt(int attempt) {
    try {
      start.run();
      mistake = null;
    } catch (KubernetesClientException | OperatorException | BackupCluster.NotReady e) {
      mistake = null;
      LOG.warn(
          "the backup cluster {} cannot be used: {}; next attempt in {} s",
          cluster,
          Messages.cut(BackupCluster.inWords(e)),
          again(attempt));
    } catch (RuntimeException e) {
      // the edge of the starter's thread: nobody else would ever hear of it
      String why = "the program could not start: " + Messages.cut(BackupCluster.inWords(e));
      mistake = why;
      LOG.error(
          "{} ({}); this is a mistake of the program; next attempt in {} s",
          why,
          e.getClass().getSimpleName(),
          again(attempt));
      LOG.debug("could not start", e);
    }
  }

  /** Tries once more after a while, and says after how many seconds. */
  private long again(int attempt) {
    Duration wait = Duration.ofMillis(BACK_OFF.apply(attempt));
    timer.after(wait, () -> attempt(attempt + 1));
    return wait.toSeconds() + 1;
  }
}
