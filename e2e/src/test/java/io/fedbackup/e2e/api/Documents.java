package io.fedbackup.e2e.api;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.api.crd.CrdResources;
import io.fedbackup.api.crd.Kinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The examples of the kinds, and documents made from them by merge patches. */
@NullMarked
final class Documents {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Documents() {}

  /** The example of the kind, merged (RFC 7396) with patches that are given as YAML. */
  static GenericKubernetesResource example(String kind, String... patches) {
    var document = map(CrdResources.example(classOf(kind)));
    for (var patch : patches) {
      document = patch.isEmpty() ? document : merge(document, map(patch));
    }
    return SERIALIZATION.convertValue(document, GenericKubernetesResource.class);
  }

  /** The value at a path of names and indices, or null. */
  static @Nullable Object at(GenericKubernetesResource document, String path) {
    Object value = document.getAdditionalProperties();
    for (var step : path.split("\\.", -1)) {
      value =
          switch (value) {
            case Map<?, ?> map -> map.get(step);
            case List<?> list -> list.get(Integer.parseInt(step));
            case null, default -> null;
          };
    }
    return value;
  }

  private static Class<? extends CustomResource<?, ?>> classOf(String kind) {
    return Kinds.ALL.stream()
        .filter(candidate -> HasMetadata.getKind(candidate).equals(kind))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked") // a YAML mapping has strings as keys
  private static Map<String, Object> map(String yaml) {
    return SERIALIZATION.unmarshal("---\n" + yaml, Map.class);
  }

  private static Map<String, Object> merge(Map<String, Object> target, Map<?, ?> patch) {
    var merged = new LinkedHashMap<>(target);
    patch.forEach(
        (key, value) -> {
          var name = String.valueOf(key);
          switch (value) {
            case null -> merged.remove(name);
            case Map<?, ?> nested -> merged.put(name, merge(child(merged, name), nested));
            default -> merged.put(name, value);
          }
        });
    return merged;
  }

  @SuppressWarnings("unchecked") // a YAML mapping has strings as keys
  private static Map<String, Object> child(Map<String, Object> parent, String name) {
    return parent.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}
