package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.ApiGroup;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.util.Objects;

/** The API server that GitSyncs are on. */
final class BackupCluster {
  private static final String KIND = "gitsyncs";

  private BackupCluster() {}

  /** It answers, but is not prepared. The message says what to do. */
  static final class NotReady extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotReady(String message) {
      super(message, null, false, false);
    }
  }

  static KubernetesClient client(Config base, SyncMetrics metrics) {
    Config config =
        new ConfigBuilder(base)
            .withRequestRetryBackoffLimit(2)
            .withUserAgent("fedbackup-git-sync")
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(
            builder -> builder.addOrReplaceInterceptor("count", metrics.counting()))
        .build();
  }

  /**
   * Asks whether it can be worked with.
   *
   * @throws NotReady where our kind is not installed
   */
  static void require(KubernetesClient client) {
    APIResourceList known = client.getApiResources(ApiGroup.NAME + "/" + ApiGroup.VERSION);
    boolean installed =
        known != null
            && known.getResources().stream().map(APIResource::getName).anyMatch(KIND::equals);
    if (!installed) {
      throw new NotReady(
          "the custom resource definition %s.%s is not installed".formatted(KIND, ApiGroup.NAME));
    }
  }

  /** What went wrong, without the client's own words where they say nothing. */
  static String inWords(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return "no connection to its API server";
      }
      if (cause instanceof KubernetesClientException refused
          && refused.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
        return "its API server does not accept the credentials";
      }
    }
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
  }
}
