package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.planning.naming.ClusterKey;
import java.time.Instant;
import java.util.Optional;

/**
 * The connections behind {@link ApplicationClusters}, for the one reconciler that owns
 * ApplicationClusters. No method blocks on a cluster.
 */
public interface ClusterConnections {
  /**
   * Makes the cluster known, and connects again if the kubeconfig changed. A first probe starts at
   * once.
   */
  RemoteCluster configure(ClusterName key, ClusterSettings settings);

  /** How the last attempt went. */
  Contact contact(ClusterName key);

  /**
   * Probes on a thread of its own unless a probe is under way; ends with {@link
   * RemoteEvent.ClusterChanged}.
   */
  void probe(ClusterName key);

  /** When the cluster last gave a sign of life; empty if it never did in this process. */
  Optional<Instant> lastContact(ClusterName key);

  /**
   * States what others may do with the cluster; {@link RemoteEvent.ClusterChanged} if that is new.
   */
  void publish(
      ClusterName key,
      Usability usability,
      Optional<ClusterKey> identity,
      Optional<RemoteCluster.WorkloadIdentity> workloadIdentity);

  /**
   * Sets labels on an object without a namespace that is not ours: server-side apply of just these,
   * whether or not the cluster is usable. Blocks like the writes of {@link RemoteCluster}.
   *
   * @param labelled apiVersion, kind, name and labels, nothing else
   * @throws RemoteException if it fails
   */
  void label(ClusterName key, HasMetadata labelled);

  /** Closes the connection and forgets the cluster. */
  void remove(ClusterName key);
}
