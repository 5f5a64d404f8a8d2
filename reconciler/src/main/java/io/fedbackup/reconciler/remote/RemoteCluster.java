package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.StorkSettings;
import io.fedbackup.planning.naming.ClusterKey;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One application cluster. An instance stays valid as long as its ApplicationCluster exists, over
 * any number of connections. Safe for use by many threads.
 *
 * <p>Requests block, each for at most the installation's request time-out (10 s unless set); call
 * them for several clusters through {@link ApplicationClusters#onEach}. After one that got no
 * answer, all further ones fail at once until a probe has reached the cluster again.
 *
 * <p>Every method that sends a request throws {@link RemoteException}. Writes throw {@link
 * RemoteException.Refused} unless the cluster is usable; {@link #delete} and {@link #patch} are
 * also allowed on a suspended one, on one that is being removed, and on one that answers although
 * its Stork is missing or too old. A cluster that leaves writes without an answer is written to
 * again only after a back-off; until then writes fail at once. So do writes of one kind, while the
 * API server cannot take those.
 */
public interface RemoteCluster {
  /** Its ApplicationCluster. */
  ClusterName key();

  /** What may be done with it now, or why not. */
  Usability usability();

  /**
   * Which cluster it is; known as soon as it answered once, also from the ApplicationCluster's
   * status after a restart.
   */
  Optional<ClusterKey> identity();

  /** Where Stork lives. */
  StorkSettings stork();

  /** How agent Jobs are made. */
  AgentRuntime agent();

  /** What Stork's pods use towards the store, as far as the cluster tells. */
  Optional<WorkloadIdentity> workloadIdentity();

  /** Value of label {@code fedbackup.io/installation}. */
  String installation();

  /**
   * The cache of a kind; its watch starts with the first call and goes on over reconnects. Never
   * blocks: look at {@link RemoteCache#synced()}, and wait for {@link RemoteEvent.CacheSynced}.
   */
  <T extends HasMetadata> RemoteCache<T> cache(RemoteKind<T> kind);

  /**
   * Server-side apply with force as field manager {@code fedbackup}. No request is sent when the
   * cache of a watched kind shows that the fields that we own are already so. What the cache shows
   * is changed, or a {@link RemoteException.Conflict} thrown if it has gone in the meantime: it is
   * never made anew by that. Never pass nulls or managedFields. The installation and cluster labels
   * are the caller's to set.
   *
   * @param desired the fields that we own, all of them; its namespace decides where
   * @return the object as it is now, and whether a request was needed
   */
  <T extends HasMetadata> Applied<T> apply(T desired);

  /**
   * Creates.
   *
   * @throws RemoteException.AlreadyExists if there is one of that name
   */
  <T extends HasMetadata> T create(T object);

  /**
   * Changes an object with its resourceVersion as precondition (JSON patch, RFC 6902, of the
   * difference). No request is sent when there is none.
   *
   * @param current as read; its resourceVersion must still hold
   * @param change gets a copy, returns what shall be
   * @throws RemoteException.Conflict if it changed meanwhile
   */
  <T extends HasMetadata> T patch(T current, UnaryOperator<T> change);

  /**
   * Deletes just this object: its UID is the precondition. No request is sent for one that is going
   * already.
   *
   * @param object as read, with UID
   * @return false if it was gone already
   * @throws RemoteException.Conflict if another object has its name by now
   */
  boolean delete(HasMetadata object, DeletionPropagation propagation);

  /** Reads one object from the API server, past the cache. */
  <T extends HasMetadata> Optional<T> read(Class<T> type, String namespace, String name);

  /**
   * Warning Events about an object, newest first, at most 20: one request, made only to explain a
   * Stork object without status.
   */
  List<Event> warnings(HasMetadata about);

  /**
   * What an apply did.
   *
   * @param object the object as it is now
   * @param changed false if nothing was different
   */
  record Applied<T extends HasMetadata>(T object, boolean changed) {}

  /**
   * The Azure identity of Stork's pods.
   *
   * @param clientId client ID
   * @param tenantId tenant ID; empty if the cluster does not tell
   */
  record WorkloadIdentity(String clientId, String tenantId) {}
}
