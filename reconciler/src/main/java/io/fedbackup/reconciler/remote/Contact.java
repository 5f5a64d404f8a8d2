package io.fedbackup.reconciler.remote;

import java.time.Instant;

/** How the last attempt to reach a cluster went. */
public sealed interface Contact {
  /** None was made with these settings yet, or there is no kubeconfig. */
  record None() implements Contact {}

  /**
   * It answered.
   *
   * @param at when it last did
   * @param kubernetesVersion its gitVersion
   * @param clusterUid UID of kube-system
   * @param shootInfo what is known of ConfigMap kube-system/shoot-info
   * @param provider guess from a node's providerID or shoot-info; empty if it cannot be told
   */
  record Reached(
      Instant at, String kubernetesVersion, String clusterUid, ShootInfo shootInfo, String provider)
      implements Contact {}

  /**
   * It did not answer, or refused.
   *
   * @param at when it was tried
   * @param attempts how often in a row
   * @param retryAt when to probe again: exponential back-off with jitter
   * @param cause why
   */
  record Failed(Instant at, int attempts, Instant retryAt, RemoteException cause)
      implements Contact {}

  /** Whether ConfigMap kube-system/shoot-info, which makes a cluster a Shoot, is there. */
  enum ShootInfo {
    PRESENT,
    ABSENT,
    /** It may not be read: the cluster is treated as a Shoot. */
    UNREADABLE
  }
}
