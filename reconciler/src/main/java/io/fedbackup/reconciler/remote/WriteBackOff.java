package io.fedbackup.reconciler.remote;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When a cluster is written to again that did not take a write. One that answers probes and hangs
 * on writes would hold whoever writes to it again and again: after a write without an answer all
 * further ones fail at once until a back-off is over. One that answers and cannot do it now is
 * spared writes of that kind only: the trouble may be an admission of its own. Safe for use by many
 * threads.
 */
final class WriteBackOff {
  private static final String ALL = "";

  private final ClusterName cluster;
  private final Clock clock;
  private final IntervalFunction backOff;
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

  /** How many writes in a row were not taken, and when the next may be sent. */
  private record Pause(int failures, Instant until) {
    static final Pause NONE = new Pause(0, Instant.MIN);
  }

  /**
   * Nothing has failed yet.
   *
   * @param backOff milliseconds until the next write, by the number of failed ones
   */
  WriteBackOff(ClusterName cluster, Clock clock, IntervalFunction backOff) {
    this.cluster = cluster;
    this.clock = clock;
    this.backOff = backOff;
  }

  /**
   * Sends a write, unless it is too early.
   *
   * @param kind verb and kind of object; what did not need a request counts as taken
   * @param counts whether a failure says something of the cluster
   */
  <R> R guard(String kind, Supplier<R> request, BooleanSupplier counts) {
    var ofAll = pause(ALL);
    var ofKind = pause(kind);
    if (early(ofAll)) {
      throw new RemoteException.Unreachable(
          cluster,
          "cluster " + cluster + " did not answer the last write; it is written to again later",
          null);
    }
    if (early(ofKind)) {
      throw new RemoteException.ServerFailure(
          cluster,
          "cluster " + cluster + " could not take the last " + kind + "; it gets the next later",
          null);
    }
    try {
      R answer = request.get();
      pauses.remove(ALL);
      pauses.remove(kind);
      return answer;
    } catch (RemoteException.Unreachable e) {
      failed(ALL, ofAll, counts);
      throw e;
    } catch (RemoteException.ServerFailure e) {
      pauses.remove(ALL);
      failed(kind, ofKind, counts);
      throw e;
    }
  }

  private Pause pause(String of) {
    @Nullable Pause known = pauses.get(of);
    return known == null ? Pause.NONE : known;
  }

  private boolean early(Pause pause) {
    return clock.instant().isBefore(pause.until());
  }

  /** Writes that fail at the same time are one failure. */
  private void failed(String of, Pause before, BooleanSupplier counts) {
    if (counts.getAsBoolean()) {
      int failures = before.failures() + 1;
      pauses.put(of, new Pause(failures, clock.instant().plusMillis(backOff.apply(failures))));
    }
  }

  /** The connection is another one. */
  void forget() {
    pauses.clear();
  }
}
