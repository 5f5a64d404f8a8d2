package io.fedbackup.reconciler.app;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fedbackup.api.v1alpha1.ApiGroup;
import java.net.ConnectException;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The API server that our own objects are on. */
final class BackupCluster {
  private static final List<String> KINDS =
      List.of(
          "applicationclusters",
          "backuplocations",
          "backups",
          "backupschedules",
          "rules",
          "schedulepolicies");

  private BackupCluster() {}

  /** It answers, but is not prepared. The message says what to do. */
  static final class NotReady extends RuntimeException {
    NotReady(String message) {
      super(message);
    }
  }

  static KubernetesClient client(Options options) {
    Config base =
        options.kubeconfig == null
            ? new ConfigBuilder().build()
            : Config.fromKubeconfig(options.kubeconfig.toFile());
    Config config =
        new ConfigBuilder(base)
            .withRequestRetryBackoffLimit(2)
            .withUserAgent("fedbackup-reconciler")
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /**
   * ID of the installation.
   *
   * @throws NotReady if our kinds are not installed
   */
  static String installation(KubernetesClient client, Options options) {
    Namespace system = client.namespaces().withName("kube-system").get();
    if (system == null) {
      throw new NotReady("it has no namespace kube-system");
    }
    requireKinds(client);
    return Objects.requireNonNullElse(options.installation, system.getMetadata().getUid());
  }

  private static void requireKinds(KubernetesClient client) {
    APIResourceList known = client.getApiResources(ApiGroup.NAME + "/" + ApiGroup.VERSION);
    var missing = new TreeSet<>(KINDS);
    if (known != null) {
      missing.removeAll(
          known.getResources().stream().map(APIResource::getName).collect(Collectors.toSet()));
    }
    if (!missing.isEmpty()) {
      throw new NotReady(
          "the custom resource definitions of "
              + ApiGroup.NAME
              + " are not installed: "
              + String.join(", ", missing));
    }
  }

  static String inWords(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return "no connection to its API server";
      }
    }
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
  }
}
