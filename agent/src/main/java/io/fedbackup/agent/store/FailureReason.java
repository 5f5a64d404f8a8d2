package io.fedbackup.agent.store;

/**
 * Why a location is not usable with this pod's identity. The constant's name is what stands in the
 * result, and what the location's status shows.
 */
public enum FailureReason {
  /** No storage account answers under the name. */
  AccountNotFound,
  /** The account has no such container. */
  ContainerNotFound,
  /** The pod has another identity than the location expects. */
  IdentityMismatch,
  /** The identity provider knows the identity, but does not trust this cluster's tokens for it. */
  IdentityNotFederated,
  /** The identity provider knows no such identity, or no such tenant. */
  IdentityNotFound,
  /** A firewall, a proxy or a TLS interception stands between the pod and the store. */
  NetworkBlocked,
  /** The identity may read, but not write. */
  ReadOnly,
  /** The identity has no role that permits what a backup needs. */
  RoleMissing,
  /** Something did not answer in time. */
  TimedOut,
  /** The pod has no service account token for the identity provider. */
  TokenNotProjected,
  /** None of the others; the message says what was answered. */
  Unknown
}
