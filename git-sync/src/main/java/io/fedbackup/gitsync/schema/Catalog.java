package io.fedbackup.gitsync.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The kinds that may stand in Git, compiled from custom resource definitions. Immutable,
 * thread-safe.
 */
public final class Catalog {
  /** Only the control plane writes these. */
  private static final Set<String> NOT_FROM_GIT = Set.of("OrphanedBackup", "DriftReport");

  private final Map<String, ResourceKind> byKind;

  private Catalog(Map<String, ResourceKind> byKind) {
    this.byKind = Collections.unmodifiableMap(byKind);
  }

  /**
   * Compiles definitions (documents of kind {@code CustomResourceDefinition}); of each, the version
   * that is stored.
   *
   * @throws IllegalArgumentException where a definition has no stored version or no schema
   */
  public static Catalog of(Collection<JsonNode> definitions) {
    Map<String, ResourceKind> kinds = new TreeMap<>();
    for (JsonNode definition : definitions) {
      ResourceKind kind = compile(definition.path("spec"));
      if (!NOT_FROM_GIT.contains(kind.kind())) {
        kinds.put(kind.kind(), kind);
      }
    }
    return new Catalog(kinds);
  }

  private static ResourceKind compile(JsonNode spec) {
    String kind = spec.path("names").path("kind").asText();
    for (JsonNode version : spec.path("versions")) {
      JsonNode schema = version.path("schema").path("openAPIV3Schema");
      if (version.path("storage").asBoolean() && schema.isObject()) {
        return new ResourceKind(
            spec.path("group").asText(),
            version.path("name").asText(),
            kind,
            spec.path("names").path("plural").asText(),
            spec.path("scope").asText().equals("Namespaced"),
            SchemaReader.read(schema));
      }
    }
    throw new IllegalArgumentException(
        "definition of " + kind + " has no stored version with a schema");
  }

  /** The kind of this name, whatever its group. */
  public Optional<ResourceKind> find(String kind) {
    return Optional.ofNullable(byKind.get(kind));
  }

  /** All kinds, by name. */
  public Collection<ResourceKind> kinds() {
    return byKind.values();
  }

  /** The names of all kinds, sorted. */
  public Set<String> names() {
    return byKind.keySet();
  }
}
