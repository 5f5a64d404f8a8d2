package io.fedbackup.gitsync.apply;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Server-side applies as they go over the wire. The client's own way turns the object into classes,
 * copies them, and does the same with the answer, which nobody looks at: for thousands of objects
 * that is a third of the work. Connections, credentials and retries are the client's. Thread-safe.
 */
final class ApplyPatches {
  private static final String CONTENT_TYPE = "application/apply-patch+yaml";

  private final KubernetesClient client;

  ApplyPatches(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Sends one patch.
   *
   * @param path of the object, with the query
   * @param body JSON, which is YAML, too
   * @return the server's answer
   * @throws KubernetesClientException where it is not a yes
   */
  String send(String path, String body) {
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(server() + path)
            .patch(CONTENT_TYPE, body)
            .timeout(client.getConfiguration().getRequestTimeout(), TimeUnit.MILLISECONDS)
            .build();
    HttpResponse<String> response = await(client.getHttpClient().sendAsync(request, String.class));
    if (!response.isSuccessful()) {
      Status status = status(response.body());
      String message = status == null ? response.message() : status.getMessage();
      throw new KubernetesClientException(message, response.code(), status);
    }
    return response.body();
  }

  private String server() {
    return client.getMasterUrl().toString().replaceFirst("/+$", "");
  }

  /**
   * The request's own timeout ends with the answer's header, and begins anew with each retry: this
   * bound is for all of it, with as much again for body and pauses.
   */
  private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer) {
    long each = client.getConfiguration().getRequestTimeout();
    long attempts = 1L + Math.max(client.getConfiguration().getRequestRetryBackoffLimit(), 0);
    try {
      return answer.get(each * (attempts + 1), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new KubernetesClientException(
          "no answer", new IOException("the answer does not end", e));
    } catch (ExecutionException e) {
      throw new KubernetesClientException("no answer", e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted", e);
    }
  }

  /** What the server says, unless it is another one that answers, such as a proxy. */
  private @Nullable Status status(String body) {
    try {
      return client.getKubernetesSerialization().unmarshal(body, Status.class);
    } catch (RuntimeException e) {
      return null; // whatever it is, it is not a Status; the code says enough
    }
  }
}
