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

/**
 * What the API server has stored in etcd, through etcd's JSON gateway: to take a cluster back to an
 * earlier state within milliseconds, also past finalizers whose controllers are gone. The API
 * server and all watchers notice, because to them these are writes like any other.
 */
final class EtcdStore implements AutoCloseable {

  /** Left as they are: what API servers keep up by themselves. */
  private static final List<String> UNTOUCHED =
      List.of(
          "/registry/masterleases/",
          "/registry/leases/kube-system/apiserver-",
          "/registry/ranges/",
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
   * @return how many objects had another value, were too many or were missing
   */
  int restore(ClusterState wanted) {
    var present = state().objects();
    var operations = json.createArrayNode();
    for (var key : present.keySet()) {
      if (!wanted.objects().containsKey(key)) {
        operations.addObject().putObject("request_delete_range").put("key", encode(key));
      }
    }
    wanted
        .objects()
        .forEach(
            (key, value) -> {
              if (!value.equals(present.get(key))) {
                var put = operations.addObject().putObject("request_put");
                put.put("key", encode(key)).put("value", value);
              }
            });
    if (!operations.isEmpty()) {
      ObjectNode transaction = json.createObjectNode();
      transaction.set("success", operations);
      post("/v3/kv/txn", transaction);
    }
    return operations.size();
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
