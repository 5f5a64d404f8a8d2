package io.fedbackup.reconciler.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/**
 * Where a reconciler finds what was written before the watch shows it. The cache lags behind our
 * own writes: whoever went by it would not know yet what is recorded to stand on a cluster, and put
 * back what somebody removed there without telling anybody.
 */
@FunctionalInterface
public interface RecentWrites {

  /**
   * Something was written.
   *
   * @param before what the write was conditional on
   * @param after what the API server made of it
   */
  <R extends HasMetadata> void put(Context<R> context, R before, R after);

  /**
   * Into the framework's cache, as an overlay that lasts until the watch shows any event of the
   * object: of two writes in short order, the event of the first one ends it, and the cache lags
   * until that of the second.
   */
  static <R extends HasMetadata> void inFramework(Context<R> context, R before, R after) {
    context
        .eventSourceRetriever()
        .getControllerEventSource()
        .handleRecentResourceUpdate(ResourceID.fromResource(after), after, before);
  }
}
