package io.fedbackup.e2e.doubles.stork;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Events as Stork's recorder writes them: one object per message, whose count grows. Thread-safe.
 */
final class Events {

  private final StorkApi api;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  Events(StorkApi api) {
    this.api = api;
  }

  void warn(ObjectNode about, String message) {
    record(about, "Warning", "Failed", message);
  }

  void normal(ObjectNode about, String message) {
    record(about, "Normal", "Successful", message);
  }

  private void record(ObjectNode about, String type, String reason, String message) {
    var collection = "/api/v1/namespaces/" + StorkApi.namespace(about) + "/events";
    var name =
        names.computeIfAbsent(
            StorkApi.uid(about) + type + message,
            _ -> StorkApi.name(about) + "." + Long.toHexString(System.nanoTime()));
    try {
      var current = api.get(collection + "/" + name);
      if (current.isPresent()) {
        var event = current.get();
        event.put("count", event.path("count").asInt() + 1).put("lastTimestamp", now());
        api.update(collection + "/" + name, event);
      } else {
        api.create(
            collection,
            event(about, name).put("type", type).put("reason", reason).put("message", message));
      }
    } catch (KubernetesClientException e) {
      // as the real recorder: an Event that cannot be written is only logged
      Log.line("cannot write event about " + StorkApi.name(about) + ": " + e.getMessage());
    }
  }

  private static ObjectNode event(ObjectNode about, String name) {
    var event = StorkApi.JSON.createObjectNode();
    event.put("apiVersion", "v1").put("kind", "Event");
    event.putObject("metadata").put("name", name).put("namespace", StorkApi.namespace(about));
    event
        .putObject("involvedObject")
        .put("apiVersion", about.path("apiVersion").asText())
        .put("kind", about.path("kind").asText())
        .put("name", StorkApi.name(about))
        .put("namespace", StorkApi.namespace(about))
        .put("uid", StorkApi.uid(about));
    event.putObject("source").put("component", "stork");
    return event.put("count", 1).put("firstTimestamp", now()).put("lastTimestamp", now());
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
