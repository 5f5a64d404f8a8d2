package io.fedbackup.reconciler.remote;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Names the cluster in every log line of work on it. */
public final class ClusterContext {
  /** Key of the logging context. */
  private static final String KEY = "cluster";

  private ClusterContext() {}

  /** Until it is closed, log lines of this thread name the cluster. */
  public static MDC.MDCCloseable of(ClusterName cluster) {
    return MDC.putCloseable(KEY, cluster.toString());
  }

  /**
   * Does the work on a thread that has no logging context of its own.
   *
   * @param caller the context of who wants the work done: it names the object
   */
  static <R> R in(@Nullable Map<String, String> caller, ClusterName cluster, Callable<R> work)
      throws Exception {
    if (caller != null) {
      MDC.setContextMap(caller);
    }
    try (var _ = of(cluster)) {
      return work.call();
    } finally {
      MDC.clear();
    }
  }
}
