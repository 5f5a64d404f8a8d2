package io.fedbackup.reconciler.instruction;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.RemoteCache;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteKind;

/** Reading what watches know, where absence has to mean something. */
public final class Caches {
  private Caches() {}

  /**
   * The cache of a kind, complete.
   *
   * @throws NotPossible while the first list is not there; its end is an event, so that waiting
   *     needs no polling
   */
  public static <T extends HasMetadata> RemoteCache<T> synced(
      RemoteCluster cluster, RemoteKind<T> kind) {
    var cache = cluster.cache(kind);
    if (!cache.synced()) {
      var failure = cache.failure();
      throw failure
          .map(e -> new NotPossible(RemoteReasons.of(e), RemoteReasons.advice(e)))
          .orElseGet(
              () ->
                  new NotPossible(
                      Reason.PROGRESSING,
                      "waiting for the first list of " + kind + " on " + cluster.key().name()));
    }
    return cache;
  }
}
