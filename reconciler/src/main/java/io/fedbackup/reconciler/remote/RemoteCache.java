package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a watch last saw of one {@link RemoteKind} on one cluster. Reading costs no request. Objects
 * handed out are shared: do not change them. When the cluster is lost the last state stays and
 * {@link #synced()} turns false. All methods may be called from any thread.
 */
public interface RemoteCache<T extends HasMetadata> {
  /**
   * True when the first list is complete and the connection is not known to be lost. Absence of an
   * object means something only while this is true.
   */
  boolean synced();

  /**
   * Why there is nothing: {@link RemoteException.NotFound} if the cluster does not know the kind
   * (Stork is not installed), {@link RemoteException.Forbidden} if the account may not watch it. It
   * is tried again with a back-off, and at once when the cluster registers the kind. Empty while
   * {@link #synced()}.
   */
  Optional<RemoteException> failure();

  /**
   * Names of objects that are there and cannot be read, because a field has a wrong type: Stork's
   * kinds have no schema, so anything can be written. Such an object is in {@link #list()} only as
   * it was before. Whatever follows from the absence of an object must look here first.
   */
  Set<String> unreadable();

  /** The object of this name in the kind's place. */
  Optional<T> get(String name);

  /** All objects, in no order. */
  List<T> list();

  /**
   * When the watch saw the object of this name go, while this process looked on and it has not come
   * back since. Empty after a restart: then say when the absence was found.
   */
  Optional<Instant> goneSince(String name);

  /** When the watch saw the last change of the object of this name, if while this process ran. */
  Optional<Instant> changedAt(String name);
}
