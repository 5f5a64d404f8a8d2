package io.fedbackup.reconciler.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.planning.outcome.Messages;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The one boundary at which failures of the client become {@link RemoteException}s. */
final class RemoteErrors {
  private static final int MAXIMUM_CAUSES = 10;
  private static final int MAXIMUM_PATH = 128;

  private RemoteErrors() {}

  /**
   * Translates.
   *
   * @param what verb and object, for example {@code apply Rule kube-system/freeze-0123456789}
   */
  static RemoteException translate(
      ClusterName cluster, String what, KubernetesClientException failure) {
    Status status = failure.getStatus();
    int code = failure.getCode();
    String text = what + " on cluster " + cluster + ": ";
    if (code <= 0) { // the client's way to say that no answer came, or none that it can read
      Optional<String> field = unreadableField(failure);
      if (field.isPresent()) {
        return new RemoteException.Invalid(cluster, text + field.get(), failure);
      }
      return new RemoteException.Unreachable(cluster, text + noAnswer(failure), failure);
    }
    text += Messages.cut(serverSays(code, status));
    return switch (code) {
      case 401 -> new RemoteException.Unauthorized(cluster, text, failure);
      case 403 -> new RemoteException.Forbidden(cluster, text, failure);
      case 404, 405 -> new RemoteException.NotFound(cluster, text, failure);
      case 409 ->
          status != null && "AlreadyExists".equals(status.getReason())
              ? new RemoteException.AlreadyExists(cluster, text, failure)
              : new RemoteException.Conflict(cluster, text, failure);
      case 400, 413, 415, 422 -> new RemoteException.Invalid(cluster, text, failure);
      default -> new RemoteException.ServerFailure(cluster, text, failure);
    };
  }

  /** Translates what a watch reports, which may wrap the server's answer. */
  static RemoteException ofWatch(ClusterName cluster, String what, Throwable trouble) {
    Throwable cause = trouble;
    for (int depth = 0; cause != null && depth < MAXIMUM_CAUSES; depth++) {
      if (cause instanceof KubernetesClientException e && e.getCode() > 0) {
        return translate(cluster, what, e);
      }
      cause = cause.getCause();
    }
    return translate(cluster, what, new KubernetesClientException("no answer", trouble));
  }

  /**
   * What cannot be read of an answer, without what stands there: it may be a secret. Empty if that
   * is not the trouble.
   */
  static Optional<String> unreadableField(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAXIMUM_CAUSES; depth++) {
      if (cause instanceof JsonMappingException mapping) {
        String path =
            mapping.getPath().stream().map(RemoteErrors::step).collect(Collectors.joining("."));
        return Optional.of(
            "the cluster's answer cannot be read: field "
                + Messages.cut(path, MAXIMUM_PATH)
                + " has a wrong type");
      }
      if (cause instanceof JsonProcessingException) {
        return Optional.of("the cluster's answer cannot be read: it is no JSON");
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static String step(JsonMappingException.Reference step) {
    return step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName();
  }

  private static String serverSays(int code, @Nullable Status status) {
    if (status != null && status.getMessage() != null && !status.getMessage().isBlank()) {
      return status.getMessage();
    }
    return "the API server answers " + code;
  }

  /** In words, since the texts of network exceptions are for programmers or empty. */
  private static String noAnswer(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAXIMUM_CAUSES; depth++) {
      switch (cause) {
        case UnknownHostException _, UnresolvedAddressException _ -> {
          return "the API server's host name does not resolve";
        }
        case SSLException ssl -> {
          return "TLS failed: " + Messages.cut(ssl.getMessage());
        }
        case HttpTimeoutException _, TimeoutException _ -> {
          return "the API server does not answer in time";
        }
        case ConnectException _ -> {
          return "no connection to the API server";
        }
        case InterruptedIOException _, InterruptedException _ -> {
          return "given up before the API server answered";
        }
        default -> cause = cause.getCause();
      }
    }
    return "the connection to the API server failed";
  }
}
