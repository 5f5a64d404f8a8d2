package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fedbackup.api.v1alpha1.GitSync;

/**
 * Clients with the rights of a GitSync's service account, over the controller's own connections.
 * Thread-safe.
 */
final class Impersonation {
  private final KubernetesClient own;

  Impersonation(KubernetesClient own) {
    this.own = own;
  }

  /**
   * A client that need not be closed; the API server adds the groups of service accounts itself.
   */
  KubernetesClient as(GitSync sync) {
    return as(account(sync));
  }

  /** The same for an account as the API server knows it. */
  KubernetesClient as(String account) {
    var request =
        new RequestConfigBuilder(own.getConfiguration().getRequestConfig())
            .withImpersonateUsername(account)
            .build();
    return own.newClient(request).adapt(KubernetesClient.class);
  }

  /** The account's name as the API server knows it. */
  static String account(GitSync sync) {
    return "system:serviceaccount:%s:%s"
        .formatted(sync.getMetadata().getNamespace(), sync.getSpec().serviceAccountName());
  }
}
