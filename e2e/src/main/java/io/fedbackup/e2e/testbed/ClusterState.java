package io.fedbackup.e2e.testbed;

import java.util.HashMap;
import java.util.Map;

/**
 * All that a control plane had stored at some time, to go back to; opaque.
 *
 * @param objects encoded objects by their key in etcd
 */
public record ClusterState(Map<String, String> objects) {

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

  /** Tells the number of objects; some of them are secrets. */
  @Override
  public String toString() {
    return "ClusterState[" + objects.size() + " objects]";
  }
}
