package io.fedbackup.reconciler.remote;

import java.util.function.Function;
import org.slf4j.MDC;

/** Names the cluster in every log line of work on it. */
final class ClusterContext {
  /** Key of the logging context. */
  static final String KEY = "cluster";

  private ClusterContext() {}

  static <A, R> R in(ClusterName cluster, Function<A, R> work, A argument) {
    try (var _ = MDC.putCloseable(KEY, cluster.toString())) {
      return work.apply(argument);
    }
  }
}
