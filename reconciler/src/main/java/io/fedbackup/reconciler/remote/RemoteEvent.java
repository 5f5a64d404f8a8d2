package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something changed on an application cluster. */
public sealed interface RemoteEvent {
  /** The ApplicationCluster of the cluster. */
  ClusterName cluster();

  /**
   * The cluster's {@link RemoteCluster#usability()} or facts changed, or it was added or removed.
   *
   * @param cluster its key
   */
  record ClusterChanged(ClusterName cluster) implements RemoteEvent {}

  /**
   * A watched object came, changed or went. What a cluster reports is input: find the owner by
   * recomputing names from our own objects.
   *
   * @param cluster key of the cluster
   * @param kind what was watched
   * @param type what happened
   * @param object the object as it is now, or as it last was when it is gone
   * @param previous the object before; null when it was added
   * @param seenAt when the watch saw it
   */
  record ObjectChanged(
      ClusterName cluster,
      RemoteKind<?> kind,
      Type type,
      HasMetadata object,
      @Nullable HasMetadata previous,
      Instant seenAt)
      implements RemoteEvent {}

  /**
   * A cache had its first list, again after a connection was rebuilt: absence means something now.
   *
   * @param cluster key of the cluster
   * @param kind what was listed
   */
  record CacheSynced(ClusterName cluster, RemoteKind<?> kind) implements RemoteEvent {}

  /**
   * A probe ended, with whatever result; for the reconciler of ApplicationClusters.
   *
   * @param cluster key of the cluster
   */
  record Probed(ClusterName cluster) implements RemoteEvent {}

  /** What happened to an object. */
  enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }
}
