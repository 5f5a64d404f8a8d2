package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitVerification;
import io.fedbackup.gitsync.signature.KeysException;
import io.fedbackup.gitsync.signature.PublicKeys;
import io.fedbackup.gitsync.source.GitCredentials;
import io.fedbackup.planning.reason.Reason;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Reads the Secrets that a GitSync names, with the rights of its service account. */
final class Secrets {
  private Secrets() {}

  /** The credentials, or none where no Secret is named. */
  static GitCredentials credentials(GitSync sync, KubernetesClient impersonated) {
    var reference = sync.getSpec().secretRef();
    return reference == null
        ? GitCredentials.none()
        : GitCredentials.fromSecret(reference.name(), read(sync, reference.name(), impersonated));
  }

  /** The public keys whose signatures count. */
  static PublicKeys publicKeys(
      GitSync sync, GitVerification verification, KubernetesClient impersonated) {
    String name = verification.publicKeysSecretRef().name();
    try {
      return PublicKeys.fromSecret(name, read(sync, name, impersonated));
    } catch (KeysException e) {
      throw SyncTrouble.terminal(Reason.GIT_SETTINGS_INVALID, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The data of a Secret.
   *
   * @throws SyncTrouble where it cannot be read
   */
  static Map<String, byte[]> read(GitSync sync, String name, KubernetesClient impersonated) {
    String namespace = sync.getMetadata().getNamespace();
    Secret secret;
    try {
      secret = impersonated.secrets().inNamespace(namespace).withName(name).get();
    } catch (KubernetesClientException e) {
      throw trouble(sync, name, e);
    }
    if (secret == null) {
      throw SyncTrouble.transientTrouble(
          Reason.SECRET_NOT_FOUND,
          "there is no Secret %s in namespace %s".formatted(name, namespace));
    }
    Map<String, byte[]> data = new HashMap<>();
    if (secret.getData() != null) {
      secret.getData().forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
    }
    return data;
  }

  private static SyncTrouble trouble(GitSync sync, String name, KubernetesClientException e) {
    return e.getCode() == 403
        ? SyncTrouble.transientTrouble(
            Reason.FORBIDDEN,
            "%s may not get Secret %s; give it a Role with that right"
                .formatted(Impersonation.account(sync), name))
        : SyncTrouble.transientTrouble(
            Reason.BACKUP_CLUSTER_UNAVAILABLE, "Secret %s cannot be read".formatted(name));
  }
}
