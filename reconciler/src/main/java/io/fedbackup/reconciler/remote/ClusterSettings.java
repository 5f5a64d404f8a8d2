package io.fedbackup.reconciler.remote;

import io.fedbackup.api.v1alpha1.StorkSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the reconciler of ApplicationClusters wants of a connection.
 *
 * @param kubeconfig how to reach the cluster; null while there is none that may be used: then there
 *     is no connection
 * @param stork where Stork lives
 * @param agent how agent Jobs are made
 * @param expectedUid UID of kube-system that the cluster must have; null before the first contact.
 *     With another UID nothing is watched and nothing is written
 */
public record ClusterSettings(
    @Nullable Kubeconfig kubeconfig,
    StorkSettings stork,
    AgentRuntime agent,
    @Nullable String expectedUid) {
  /** How to reach the cluster, if it may be reached. */
  public Optional<Kubeconfig> connection() {
    return Optional.ofNullable(kubeconfig);
  }
}
