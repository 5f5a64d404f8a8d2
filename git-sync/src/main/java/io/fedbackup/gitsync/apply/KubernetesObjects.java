package io.fedbackup.gitsync.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.schema.ResourceKind;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Objects by the Kubernetes client. What is read is parsed once, from the server's own text. Does
 * not close the client.
 */
public final class KubernetesObjects implements Objects {
  private static final int PAGE = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final ApplyPatches patches;

  /** Works with the client's account and impersonation. */
  public KubernetesObjects(KubernetesClient client) {
    this.client = client;
    this.patches = new ApplyPatches(client);
  }

  @Override
  public List<LiveObject> list(ResourceKind kind, String namespace, String selector) {
    String query = path(kind, namespace) + "?limit=" + PAGE;
    String filtered = selector.isEmpty() ? query : query + "&labelSelector=" + encoded(selector);
    return translated(
        "list %s in %s"
            .formatted(
                kind.plural(), namespace.isEmpty() ? "all namespaces" : "namespace " + namespace),
        () -> {
          List<LiveObject> found = new ArrayList<>();
          String next = "";
          do {
            String more = next.isEmpty() ? "" : "&continue=" + encoded(next);
            JsonNode page = request("GET", filtered + more, null);
            page.path("items").forEach(item -> found.add(LiveObject.of(kind.kind(), item)));
            next = page.path("metadata").path("continue").asText("");
          } while (!next.isEmpty());
          return List.copyOf(found);
        });
  }

  @Override
  public Optional<LiveObject> get(ResourceKind kind, String namespace, String name) {
    return translated(
        "get %s %s/%s".formatted(kind.kind(), namespace, name),
        () -> {
          try {
            JsonNode object = request("GET", path(kind, namespace) + "/" + encoded(name), null);
            return Optional.of(LiveObject.of(kind.kind(), object));
          } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  @Override
  public void apply(ResourceKind kind, ObjectNode body, boolean force) {
    patch(kind, body, patching(force));
  }

  @Override
  public JsonNode dryRun(ResourceKind kind, ObjectNode body, boolean force) {
    return json(patch(kind, body, patching(force) + "&dryRun=All"));
  }

  private static String patching(boolean force) {
    return "?fieldManager=" + Owner.FIELD_MANAGER + "&force=" + force;
  }

  private String patch(ResourceKind kind, ObjectNode body, String query) {
    String namespace = body.at("/metadata/namespace").asText("");
    String name = body.at("/metadata/name").asText("");
    String what = "apply %s %s/%s".formatted(kind.kind(), namespace, name);
    try {
      return patches.send(path(kind, namespace) + "/" + encoded(name) + query, body.toString());
    } catch (KubernetesClientException e) {
      throw kind.isCore()
          ? ClusterFailures.withoutWords(what, e)
          : ClusterFailures.translate(what, e);
    }
  }

  @Override
  public Deletion delete(ResourceKind kind, LiveObject object) {
    ObjectNode options = JSON.createObjectNode();
    options.put("apiVersion", "v1").put("kind", "DeleteOptions");
    options
        .putObject("preconditions")
        .put("uid", object.uid())
        .put("resourceVersion", object.resourceVersion());
    String path = path(kind, object.key().namespace()) + "/" + encoded(object.key().name());
    return translated("delete " + object.key(), () -> request(path, options));
  }

  private Deletion request(String path, ObjectNode options) {
    try {
      JsonNode answer = request("DELETE", path, options.toString());
      // the object itself comes back where finalizers hold it
      return answer.path("metadata").hasNonNull("deletionTimestamp")
          ? Deletion.GOING
          : Deletion.GONE;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_NOT_FOUND -> Deletion.GONE;
        case HttpURLConnection.HTTP_CONFLICT -> Deletion.CHANGED;
        default -> throw e;
      };
    }
  }

  private JsonNode request(
      String method, String path, @org.jspecify.annotations.Nullable String body) {
    return json(client.raw(path, method, body));
  }

  private static JsonNode json(String answer) {
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new KubernetesClientException("the API server's answer is no JSON", e);
    }
  }

  private static String path(ResourceKind kind, String namespace) {
    String where = namespace.isEmpty() ? "" : "namespaces/" + encoded(namespace) + "/";
    return "/%s/%s/%s%s"
        .formatted(kind.isCore() ? "api" : "apis", kind.apiVersion(), where, kind.plural());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A kind as the client wants to be told of it. */
  public static ResourceDefinitionContext definition(ResourceKind kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(kind.group())
        .withVersion(kind.version())
        .withKind(kind.kind())
        .withPlural(kind.plural())
        .withNamespaced(kind.namespaced())
        .build();
  }

  private static <T> T translated(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw ClusterFailures.translate(what, e);
    }
  }
}
