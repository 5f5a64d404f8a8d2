package io.fedbackup.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.api.crd.CrdResource;
import io.fedbackup.api.crd.CrdResources;
import java.nio.file.Path;
import java.util.Locale;

/**
 * JSON schemas of fedbackup's kinds for kubeconform, made of the CRDs as its own converter makes
 * them: below the root, what has properties has no others.
 */
final class JsonSchemas {

  private JsonSchemas() {}

  /**
   * Writes a file per kind.
   *
   * @return where they are, as an argument for kubeconform
   */
  static String write(Path folder) {
    CrdResources.all().forEach(crd -> write(folder, crd));
    return folder + "/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json";
  }

  private static void write(Path folder, CrdResource crd) {
    var root = crd.schema().deepCopy();
    root.path("properties").forEach(JsonSchemas::close);
    var version = crd.definition().getSpec().getVersions().getFirst().getName();
    var name = "%s_%s.json".formatted(crd.kind().toLowerCase(Locale.ROOT), version);
    ManyDocuments.write(folder.resolve(name), root.toString());
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.path("properties").forEach(JsonSchemas::close);
    close(schema, "items");
    close(schema, "additionalProperties");
  }

  private static void close(JsonNode schema, String part) {
    if (schema.path(part).isObject()) {
      close(schema.path(part));
    }
  }
}
