package io.fedbackup.e2e.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What the API server has stored in etcd, through etcd's JSON gateway: to take a cluster back to an
 * earlier state within milliseconds, also past finalizers whose controllers are gone. The API
 * server and all watchers notice, because to them these are writes like any other.
 */
final class EtcdStore implements AutoCloseable {

  /** Left as they are: what API servers keep up by themselves, at times of their own. */
  private static final List<String> UNTOUCHED =
      List.of(
          "/registry/masterleases/",
          "/registry/leases/kube-system/apiserver-",
          "/registry/ranges/",
          "/registry/servicecidrs/",
          "/registry/flowschemas/",
          "/registry/prioritylevelconfigurations/",
          "/registry/configmaps/kube-system/extension-apiserver-authentication",
          "/registry/configmaps/kube-system/kube-apiserver-legacy-service-account-token-tracking",
          "/registry/apiregistration.k8s.io/");

  private static final String FIRST = encode("/registry/");
  private static final String END = encode("/registry0");
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final URI endpoint;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  EtcdStore(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** All that is stored now, without what {@link #restore} leaves as it is. */
  ClusterState state() {
    var stored = new HashMap<String, String>();
    var request = json.createObjectNode().put("key", FIRST).put("range_end", END);
    for (var entry : post("/v3/kv/range", request).path("kvs")) {
      var key = decode(entry.path("key").asText());
      if (UNTOUCHED.stream().noneMatch(key::startsWith)) {
        stored.put(key, entry.path("value").asText());
      }
    }
    return new ClusterState(stored);
  }

  /**
   * Removes what {@code wanted} does not have and puts back what it has, in one transaction.
   *
   * @return keys of the objects that had another value, were too many or were missing
   */
  SortedSet<String> restore(ClusterState wanted) {
    var differing = wanted.differencesTo(state());
    if (!differing.isEmpty()) {
      var operations = json.createArrayNode();
      for (var key : differing) {
        operations.add(operation(key, wanted.objects().get(key)));
      }
      ObjectNode transaction = json.createObjectNode();
      transaction.set("success", operations);
      post("/v3/kv/txn", transaction);
    }
    return differing;
  }

  private ObjectNode operation(String key, @Nullable String value) {
    var operation = json.createObjectNode();
    if (value == null) {
      operation.putObject("request_delete_range").put("key", encode(key));
    } else {
      operation.putObject("request_put").put("key", encode(key)).put("value", value);
    }
    return operation;
  }

  private JsonNode post(String path, ObjectNode body) {
    var request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .timeout(LIMIT)
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new TestbedException(
            "etcd answered %d to %s: %s".formatted(response.statusCode(), path, response.body()));
      }
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new TestbedException("etcd does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestbedException("Interrupted while etcd was asked", e);
    }
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
