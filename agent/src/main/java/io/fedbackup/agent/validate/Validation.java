package io.fedbackup.agent.validate;

import io.fedbackup.agent.store.FailureReason;
import io.fedbackup.agent.store.ObjectLock;
import io.fedbackup.agent.store.ObjectStore;
import io.fedbackup.agent.store.ObjectStore.Written;
import io.fedbackup.agent.store.StoreFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Validates one location: authenticate, look at the container, list, then write, read and delete a
 * marker; where an immutability policy is in force, a conditional write that cannot succeed stands
 * in for the marker.
 *
 * <p>A validation is used once. It ends within its time budget, whatever the store does; part of
 * the budget is kept back for deleting the marker.
 */
public final class Validation {

  private static final Logger LOG = LoggerFactory.getLogger(Validation.class);
  private static final Duration LONGEST_RESERVE = Duration.ofSeconds(5);
  private static final int RESERVE_DIVISOR = 5;

  private final ObjectStore store;
  private final ExecutorService executor;
  private final String markerName;
  private final byte[] markerContent;
  private final Progress progress = new Progress();

  /**
   * Prepares a validation.
   *
   * @param store the container
   * @param executor runs the steps; needs two threads at the most, and is shut down by its owner
   * @param markerName the marker's object name
   * @param markerContent what is written into the marker; new for each validation
   */
  public Validation(
      ObjectStore store, ExecutorService executor, String markerName, byte[] markerContent) {
    this.store = store;
    this.executor = executor;
    this.markerName = markerName;
    this.markerContent = markerContent.clone();
  }

  /**
   * Runs the steps and returns what was found.
   *
   * @param timeout the whole budget
   * @throws InterruptedException this thread was interrupted while it waited for the steps
   */
  public Finding run(Duration timeout) throws InterruptedException {
    var reserve = reserve(timeout);
    var steps = executor.submit(this::steps);
    try {
      return steps.get(timeout.minus(reserve).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return timedOut(steps, timeout, reserve);
    } catch (ExecutionException e) {
      return failed(asFailure(steps.exceptionNow()));
    }
  }

  private Finding steps() throws StoreFailure {
    progress.enter(Step.AUTHENTICATE);
    store.authenticate();
    progress.enter(Step.PROPERTIES);
    store.objectLock().ifPresent(progress::saw);
    progress.enter(Step.LIST);
    store.list();
    if (progress.locked()) {
      probe();
    } else {
      marker();
    }
    return new Finding.Valid(progress.lock(), progress.marker());
  }

  private void probe() throws StoreFailure {
    progress.enter(Step.PROBE);
    store.probeWrite(markerName);
  }

  private void marker() throws StoreFailure {
    progress.enter(Step.WRITE);
    progress.markerMayExist(true);
    try {
      if (!wroteMarker()) {
        progress.markerMayExist(false);
        return;
      }
      readBack();
    } catch (StoreFailure | RuntimeException e) {
      deleteAfter(e);
      throw e;
    }
    progress.enter(Step.DELETE);
    if (!store.delete(markerName)) {
      progress.saw(new ObjectLock(true, "", false));
    }
    progress.markerMayExist(false);
  }

  private boolean wroteMarker() throws StoreFailure {
    var written = store.write(markerName, markerContent);
    if (written == Written.REFUSED_BY_IMMUTABILITY) {
      progress.saw(new ObjectLock(true, "", false));
      return false;
    }
    progress.wrote(written == Written.AS_VERSION);
    return true;
  }

  private void readBack() throws StoreFailure {
    progress.enter(Step.READ);
    var read = store.read(markerName, markerContent.length + 1);
    if (!Arrays.equals(read, markerContent)) {
      throw new StoreFailure(
          FailureReason.Unknown,
          "The marker " + markerName + " does not hold what was written into it.",
          "Look whether a second validation of this cluster runs, or something else writes to "
              + markerName
              + ".");
    }
  }

  /** The first failure is the one to report; that the marker stays is only logged. */
  private void deleteAfter(Exception first) {
    try {
      store.delete(markerName);
      progress.markerMayExist(false);
    } catch (StoreFailure e) {
      LOG.warn(
          "marker {} may remain after {}: {}",
          markerName,
          first.getClass().getSimpleName(),
          e.message());
    }
  }

  private Finding timedOut(Future<?> steps, Duration timeout, Duration reserve)
      throws InterruptedException {
    var step = progress.step();
    steps.cancel(true);
    if (progress.mayMarkerExist()) {
      deleteWithin(reserve);
    }
    return failed(
        new StoreFailure(
            FailureReason.TimedOut,
            "%s did not end within %d s.".formatted(step.description(), timeout.toSeconds()),
            step.remedyWhenSlow()));
  }

  private void deleteWithin(Duration reserve) throws InterruptedException {
    var deletion =
        executor.submit(
            () -> {
              store.delete(markerName);
              return true;
            });
    try {
      deletion.get(reserve.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      deletion.cancel(true);
      LOG.warn("marker {} may remain: deleting it did not succeed in the time left", markerName);
    }
  }

  private Finding failed(StoreFailure failure) {
    return new Finding.Failed(failure, progress.lock(), progress.marker());
  }

  /**
   * What is no classified failure is a defect of the agent; it is reported by its type, as its text
   * may hold a secret.
   */
  private StoreFailure asFailure(Throwable cause) {
    return cause instanceof StoreFailure failure
        ? failure
        : new StoreFailure(
            FailureReason.Unknown,
            "%s ended with %s."
                .formatted(progress.step().description(), cause.getClass().getName()),
            "Report this as a defect of the agent, with its log.");
  }

  private static Duration reserve(Duration timeout) {
    var share = timeout.dividedBy(RESERVE_DIVISOR);
    return share.compareTo(LONGEST_RESERVE) < 0 ? share : LONGEST_RESERVE;
  }
}
