package io.fedbackup.e2e.doubles.stork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and plain updates by path, as JSON: nulls stay nulls, which typed models would drop. Every
 * request throws {@link KubernetesClientException} when it is refused.
 */
final class StorkApi {

  static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 500;

  private final KubernetesClient client;

  StorkApi(KubernetesClient client) {
    this.client = client;
  }

  /** The object at {@code path}, or empty if there is none. */
  Optional<ObjectNode> get(String path) {
    try {
      return Optional.of(send("GET", path, null));
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** All items of a collection; empty if the kind is not served. */
  List<ObjectNode> list(String path) {
    var items = new ArrayList<ObjectNode>();
    var next = "";
    do {
      var page = get(path + "?limit=" + PAGE + next);
      if (page.isEmpty()) {
        return items;
      }
      page.get().path("items").forEach(item -> items.add((ObjectNode) item));
      var token = page.get().path("metadata").path("continue").asText("");
      next = token.isEmpty() ? "" : "&continue=" + token;
    } while (!next.isEmpty());
    return items;
  }

  ObjectNode create(String collection, ObjectNode object) {
    return send("POST", collection, object);
  }

  /** Replaces the whole object; a stale resourceVersion is a conflict (409). */
  ObjectNode update(String path, ObjectNode object) {
    return send("PUT", path, object);
  }

  /** Creates, or replaces what is there. */
  void put(String collection, String name, ObjectNode object) {
    var path = collection + "/" + name;
    var current = get(path);
    if (current.isEmpty()) {
      create(collection, object);
    } else {
      metadata(object).set("resourceVersion", metadata(current.get()).get("resourceVersion"));
      update(path, object);
    }
  }

  /** Deletes in the foreground; nothing to do if it is gone. */
  void delete(String path) {
    var options = JSON.createObjectNode().put("propagationPolicy", "Foreground");
    options.put("kind", "DeleteOptions").put("apiVersion", "v1");
    try {
      send("DELETE", path, options);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw e;
      }
    }
  }

  private ObjectNode send(String method, String path, @Nullable ObjectNode body) {
    try {
      return (ObjectNode)
          JSON.readTree(client.raw(path, method, body == null ? null : body.toString()));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException("The API server did not answer in JSON: " + path, e);
    }
  }

  static ObjectNode metadata(JsonNode object) {
    return (ObjectNode) object.get("metadata");
  }

  static String name(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  static String namespace(JsonNode object) {
    return object.path("metadata").path("namespace").asText();
  }

  static String uid(JsonNode object) {
    return object.path("metadata").path("uid").asText();
  }

  static boolean beingDeleted(JsonNode object) {
    return object.path("metadata").hasNonNull("deletionTimestamp");
  }
}
