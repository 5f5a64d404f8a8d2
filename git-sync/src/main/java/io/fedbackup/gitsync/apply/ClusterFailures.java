package io.fedbackup.gitsync.apply;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.gitsync.apply.ClusterException.Kind;
import java.util.Optional;

/** The one place where the Kubernetes client's exceptions become ours. */
public final class ClusterFailures {
  private ClusterFailures() {}

  /**
   * What the failure means.
   *
   * @param what was tried, such as {@code apply Rule team/a}
   */
  public static ClusterException translate(String what, KubernetesClientException e) {
    String said =
        Optional.ofNullable(e.getStatus())
            .map(Status::getMessage)
            .filter(message -> !message.isBlank())
            .orElseGet(() -> cause(e));
    Kind kind = kind(e);
    return new ClusterException(
        kind, "cannot %s: %s%s".formatted(what, oneLine(said), remedy(kind)), e);
  }

  /** A failure that nobody foresaw, as one sentence; the rest is in the cause. */
  static ClusterException unexpected(String what, RuntimeException e) {
    return new ClusterException(
        Kind.UNEXPECTED,
        "%s: %s (%s)".formatted(what, oneLine(cause(e)), e.getClass().getSimpleName()),
        e);
  }

  private static Kind kind(KubernetesClientException e) {
    return switch (e.getCode()) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.KIND_MISSING;
      case 409, 412 -> Kind.CONFLICT;
      case 400, 413, 415, 422 -> Kind.INVALID;
      default -> Kind.UNAVAILABLE;
    };
  }

  /** The same without the server's words, which may quote what a Secret holds. */
  static ClusterException withoutWords(String what, KubernetesClientException e) {
    Kind kind = kind(e);
    String why =
        kind == Kind.INVALID
            ? "the API server does not take it; type and immutable of a Secret cannot be changed, and names of keys are letters, digits, '-', '_' and '.'"
            : e.getCode() == 0
                ? "the API server does not answer"
                : "the API server says %d".formatted(e.getCode());
    // no cause: it has the words
    return new ClusterException(kind, "cannot %s: %s%s".formatted(what, why, remedy(kind)));
  }

  private static String remedy(Kind kind) {
    return switch (kind) {
      case UNAUTHORIZED -> "; renew the credentials";
      case FORBIDDEN -> "; give the account that role, or use another one";
      case KIND_MISSING ->
          "; see that the namespace exists and the custom resource definitions are installed";
      case INVALID, CONFLICT, UNAVAILABLE, UNEXPECTED -> "";
    };
  }

  private static String cause(Throwable e) {
    Throwable at = e;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    String message = at.getMessage() == null ? "" : at.getMessage();
    return message.isEmpty() || at instanceof java.net.ConnectException
        ? "the API server does not answer (%s)".formatted(at.getClass().getSimpleName())
        : message;
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() > 400 ? line.substring(0, 400) + "…" : line;
  }
}
