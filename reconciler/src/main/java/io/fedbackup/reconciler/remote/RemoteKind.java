package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of objects that is watched on application clusters. Two that are equal share one watch per
 * cluster. A watch starts with its first use on a cluster, never before.
 *
 * @param type model class
 * @param place where the objects are
 * @param ofInstallation only objects with the label {@code fedbackup.io/installation} of this
 *     installation
 * @param fields only objects with these values: a field selector, empty for all
 */
public record RemoteKind<T extends HasMetadata>(
    Class<T> type, Place place, boolean ofInstallation, Map<String, String> fields) {
  static final String NAME = "metadata.name";

  /** Copies the map. */
  public RemoteKind {
    fields = Map.copyOf(fields);
  }

  /** Where objects of a kind are read. */
  public enum Place {
    /** The namespace that Stork resources are written to. */
    ADMIN_NAMESPACE,
    /** The namespace of Stork's Deployment and of agent Jobs. */
    STORK_NAMESPACE,
    /** Namespace kube-system. */
    KUBE_SYSTEM,
    /** Objects without a namespace. */
    CLUSTER
  }

  /** Our objects of a kind. */
  public static <T extends HasMetadata> RemoteKind<T> ours(Class<T> type, Place place) {
    return new RemoteKind<>(type, place, true, Map.of());
  }

  /** All objects of a kind, whoever made them. */
  public static <T extends HasMetadata> RemoteKind<T> all(Class<T> type, Place place) {
    return new RemoteKind<>(type, place, false, Map.of());
  }

  /** One object, whoever made it. */
  public static <T extends HasMetadata> RemoteKind<T> one(Class<T> type, Place place, String name) {
    return new RemoteKind<>(type, place, false, Map.of(NAME, name));
  }

  /** Objects of a kind with these values of fields, whoever made them. */
  public static <T extends HasMetadata> RemoteKind<T> with(
      Map<String, String> fields, Class<T> type, Place place) {
    return new RemoteKind<>(type, place, false, fields);
  }

  @Override
  public String toString() {
    return HasMetadata.getKind(type)
        + (fields.isEmpty() ? "" : "/" + String.join("/", new TreeMap<>(fields).values()));
  }
}
