package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.api.model.Secret;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterSpec;
import io.fedbackup.api.v1alpha1.KubeconfigReference;
import io.fedbackup.planning.cluster.ClusterRules;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.Kubeconfig;
import io.fedbackup.reconciler.remote.KubeconfigException;
import io.fedbackup.reconciler.remote.KubeconfigReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whether a spec, and the Secret that it names, say how to reach a cluster. */
sealed interface Access {
  /**
   * They do.
   *
   * @param kubeconfig how
   */
  record Granted(Kubeconfig kubeconfig) implements Access {}

  /**
   * They do not; nothing is tried until somebody changes one of them.
   *
   * @param reason why
   * @param message for people, with the field
   */
  record Denied(Reason reason, String message) implements Access {}

  /**
   * Reads both.
   *
   * @param secret the Secret that the spec names, if it exists
   */
  static Access of(ApplicationCluster cluster, Optional<Secret> secret) {
    ApplicationClusterSpec spec = cluster.getSpec();
    Optional<Denied> unsupported = unsupported(spec);
    if (unsupported.isPresent()) {
      return unsupported.get();
    }
    KubeconfigReference reference = spec.access().kubeconfigSecretRef();
    if (reference == null) {
      return denied(Reason.INVALID_SPEC, "spec.access.kubeconfigSecretRef is missing");
    }
    String name = "Secret " + cluster.getMetadata().getNamespace() + "/" + reference.name();
    if (secret.isEmpty()) {
      return denied(Reason.SECRET_NOT_FOUND, name + " does not exist");
    }
    Map<String, String> data = Objects.requireNonNullElse(secret.get().getData(), Map.of());
    String encoded = data.get(reference.key());
    if (encoded == null) {
      return denied(Reason.SECRET_NOT_FOUND, name + " has no key " + reference.key());
    }
    return read(name + ", key " + reference.key(), encoded);
  }

  private static Access read(String place, String encoded) {
    try {
      byte[] text = Base64.getDecoder().decode(encoded);
      return new Granted(KubeconfigReader.read(new String(text, StandardCharsets.UTF_8)));
    } catch (KubeconfigException e) {
      Reason reason = e.refused() ? Reason.KUBECONFIG_REFUSED : Reason.KUBECONFIG_INVALID;
      return denied(reason, place + ": " + e.getMessage());
    } catch (IllegalArgumentException _) {
      return denied(Reason.KUBECONFIG_INVALID, place + " is not base64");
    }
  }

  private static Optional<Denied> unsupported(ApplicationClusterSpec spec) {
    return ClusterRules.refusals(spec).stream()
        .findFirst()
        .map(refusal -> denied(refusal.reason(), refusal.text()));
  }

  private static Denied denied(Reason reason, String what) {
    return new Denied(reason, what + ". " + reason.remedy());
  }
}
