package io.fedbackup.e2e.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that a control plane had stored at some time, to go back to; opaque.
 *
 * @param objects encoded objects by their key in etcd
 */
public record ClusterState(Map<String, String> objects) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DEFINITIONS =
      "/registry/apiextensions.k8s.io/customresourcedefinitions/";

  /** Copies the map. */
  public ClusterState {
    objects = Map.copyOf(objects);
  }

  /** The same with the CustomResourceDefinitions that {@code other} has in addition. */
  public ClusterState withDefinitionsOf(ClusterState other) {
    var all = new HashMap<>(objects);
    other.objects.forEach(
        (key, value) -> {
          if (key.startsWith(DEFINITIONS)) {
            all.putIfAbsent(key, value);
          }
        });
    return new ClusterState(all);
  }

  /**
   * Keys of the objects that are in one of the two only, or differ. The status of a
   * CustomResourceDefinition does not count: the API server writes it anew after each change.
   */
  SortedSet<String> differencesTo(ClusterState other) {
    var keys = new TreeSet<>(objects.keySet());
    keys.addAll(other.objects.keySet());
    keys.removeIf(key -> same(key, objects.get(key), other.objects.get(key)));
    return keys;
  }

  private static boolean same(String key, @Nullable String one, @Nullable String two) {
    if (one == null || two == null || one.equals(two) || !key.startsWith(DEFINITIONS)) {
      return Objects.equals(one, two);
    }
    return withoutStatus(one).equals(withoutStatus(two));
  }

  /** CustomResourceDefinitions are stored as JSON, unlike most built-in kinds. */
  private static JsonNode withoutStatus(String encoded) {
    try {
      var definition = (ObjectNode) JSON.readTree(Base64.getDecoder().decode(encoded));
      definition.remove("status");
      if (definition.get("metadata") instanceof ObjectNode metadata) {
        metadata.remove("managedFields"); // has an entry for the status, with its time
      }
      return definition;
    } catch (IOException e) {
      throw new UncheckedIOException("A CustomResourceDefinition in etcd is no JSON", e);
    }
  }

  /** Tells the number of objects; some of them are secrets. */
  @Override
  public String toString() {
    return "ClusterState[" + objects.size() + " objects]";
  }
}
