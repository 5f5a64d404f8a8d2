package io.fedbackup.reconciler.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
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

  /** Writes with a client of the backup cluster. */
  public StatusWriter(KubernetesClient client) {
    this.client = client;
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
   * Gives the object this status.
   *
   * @param observed as read, with resourceVersion; it is not changed
   */
  public <S, R extends CustomResource<?, S>> Written write(R observed, S status) {
    if (same(observed.getStatus(), status)) {
      return Written.UNCHANGED;
    }
    R wanted = client.getKubernetesSerialization().clone(observed);
    wanted.setStatus(status);
    try {
      client.resource(wanted).updateStatus();
      return Written.WRITTEN;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_NOT_FOUND -> Written.GONE;
        case HttpURLConnection.HTTP_CONFLICT -> conflict(observed);
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
