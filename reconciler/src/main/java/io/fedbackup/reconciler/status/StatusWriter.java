package io.fedbackup.reconciler.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the status subresource of our objects with optimistic locking, and only when it differs
 * from what was read. An object that is gone, or that somebody else wrote meanwhile, is no error:
 * the caller learns it and, after a conflict, looks again soon. Safe for use by many threads.
 */
public final class StatusWriter {
  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final RecentWrites recent;

  /**
   * Writes with a client of the backup cluster.
   *
   * @param recent is told of what reconcilers write of their own objects
   */
  public StatusWriter(KubernetesClient client, RecentWrites recent) {
    this.client = client;
    this.recent = recent;
  }

  /** What a write came to. */
  public enum Written {
    /** The object has this status already; no request was sent. */
    UNCHANGED,
    /** The API server took it. */
    WRITTEN,
    /** The object changed since it was read; reconcile again soon. */
    CONFLICT,
    /** There is no such object any more. */
    GONE;

    /** Whether the object has the status now. */
    public boolean stands() {
      return this == UNCHANGED || this == WRITTEN;
    }
  }

  /**
   * Gives an object this status that is not the one that is being reconciled.
   *
   * @param observed as read, with resourceVersion; it is not changed
   */
  public <S, R extends CustomResource<?, S>> Written write(R observed, S status) {
    return attempt(observed, status).written();
  }

  /**
   * Gives the object that is being reconciled this status, and has it remembered for the next
   * reconciliation ({@link RecentWrites}).
   *
   * @param observed as read, with resourceVersion; it is not changed
   */
  public <S, R extends CustomResource<?, S>> Written write(
      R observed, S status, Context<R> context) {
    return remembered(observed, status, context).written();
  }

  /**
   * Gives the object that is being reconciled this status, for one who goes on with it.
   *
   * @param observed as read, with resourceVersion; it is not changed
   * @return the object as it is now; empty unless it has the status
   */
  public <S, R extends CustomResource<?, S>> Optional<R> stored(
      R observed, S status, Context<R> context) {
    var attempt = remembered(observed, status, context);
    return attempt.written().stands() ? Optional.of(attempt.object()) : Optional.empty();
  }

  private record Attempt<R>(Written written, R object) {}

  private <S, R extends CustomResource<?, S>> Attempt<R> remembered(
      R observed, S status, Context<R> context) {
    var attempt = attempt(observed, status);
    if (attempt.written() == Written.WRITTEN) {
      recent.put(context, observed, attempt.object());
    }
    return attempt;
  }

  private <S, R extends CustomResource<?, S>> Attempt<R> attempt(R observed, S status) {
    if (same(observed.getStatus(), status)) {
      return new Attempt<>(Written.UNCHANGED, observed);
    }
    R wanted = client.getKubernetesSerialization().clone(observed);
    wanted.setStatus(status);
    try {
      return new Attempt<>(Written.WRITTEN, client.resource(wanted).updateStatus());
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_NOT_FOUND -> new Attempt<>(Written.GONE, observed);
        case HttpURLConnection.HTTP_CONFLICT -> new Attempt<>(conflict(observed), observed);
        default -> throw e;
      };
    }
  }

  private static Written conflict(CustomResource<?, ?> observed) {
    LOG.debug(
        "status of {} {}/{} was computed from an older version of it",
        observed.getKind(),
        observed.getMetadata().getNamespace(),
        observed.getMetadata().getName());
    return Written.CONFLICT;
  }

  /** Compared as they are written: an absent field and an empty one are the same there. */
  static boolean same(@Nullable Object one, @Nullable Object other) {
    return tree(one).equals(tree(other));
  }

  private static JsonNode tree(@Nullable Object status) {
    return status == null ? JSON.createObjectNode() : JSON.valueToTree(status);
  }
}
