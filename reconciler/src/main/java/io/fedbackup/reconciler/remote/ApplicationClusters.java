package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** All application clusters that this process knows. Safe for use by many threads. */
public interface ApplicationClusters {
  /** The cluster of an ApplicationCluster; empty if no such object was seen yet. */
  Optional<RemoteCluster> find(ClusterName key);

  /** All of them, in the order of their keys. */
  List<RemoteCluster> all();

  /**
   * An event source that triggers primaries when something changes on a cluster.
   *
   * @param name unique within the reconciler
   * @param owners which primaries an event concerns; called on a watch's thread, must not block
   */
  <P extends HasMetadata> EventSource<RemoteEvent, P> changes(
      String name, Class<P> primary, Function<RemoteEvent, Set<ResourceID>> owners);

  /**
   * Does some work on several clusters at once, on a virtual thread each, and waits for all of it,
   * but for {@code limit} at most: a cluster that hangs then is {@link Result.Late}, and its work
   * is interrupted. Work must therefore be fit to be repeated. Only so much is done on one cluster
   * at a time; the rest waits within the limit. Log lines of the work name the cluster, and the
   * object that the caller's lines name.
   *
   * @return a result per cluster
   */
  <R> Map<RemoteCluster, Result<R>> onEach(
      Collection<RemoteCluster> clusters, Function<RemoteCluster, R> work, Duration limit);

  /** How work on one cluster ended. */
  sealed interface Result<R> {
    /**
     * It returned.
     *
     * @param value what it returned
     */
    record Done<R>(R value) implements Result<R> {}

    /**
     * It failed with a request.
     *
     * @param cause why
     */
    record Failed<R>(RemoteException cause) implements Result<R> {}

    /**
     * It broke for a reason that has nothing to do with the cluster: the backup cluster's API
     * server, or a mistake of ours. It is in the log already, concerns this cluster only, and is
     * tried again.
     *
     * @param cause what was thrown
     */
    record Broken<R>(RuntimeException cause) implements Result<R> {}

    /** It did not end in time and was given up. */
    record Late<R>() implements Result<R> {}
  }
}
