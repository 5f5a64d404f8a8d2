package io.fedbackup.gitsync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.api.crd.CrdResources;
import io.fedbackup.gitsync.cel.CelRules;
import io.fedbackup.gitsync.fleet.FleetRules;
import io.fedbackup.gitsync.meaning.PlanningRules;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.validate.Validator;
import io.fedbackup.gitsync.yaml.YamlLimits;
import io.fedbackup.gitsync.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The kinds of this version of fedbackup, as their custom resource definitions on the class path
 * say, and Secrets. Stateless.
 */
public final class Kinds {
  /** Kubernetes' own kind, as far as it may stand in Git; what SOPS adds is taken off again. */
  private static final String SECRET =
      """
      spec:
        group: ""
        names: {kind: Secret, plural: secrets}
        scope: Namespaced
        versions:
          - name: v1
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                required: [metadata]
                properties:
                  apiVersion: {type: string}
                  kind: {type: string}
                  metadata: {type: object}
                  type: {type: string}
                  immutable: {type: boolean}
                  data: {type: object, additionalProperties: {type: string}}
                  stringData: {type: object, additionalProperties: {type: string}}
                  sops: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """;

  private Kinds() {}

  /** Reads and compiles the definitions. */
  public static Catalog catalog() {
    return Catalog.of(
        Stream.concat(
                io.fedbackup.api.crd.Kinds.ALL.stream().map(CrdResources::yaml), Stream.of(SECRET))
            .map(Kinds::definition)
            .toList());
  }

  private static JsonNode definition(String yaml) {
    var limits = new YamlLimits(16 << 20, 1, 1_000_000, 100);
    var content = new YamlReader(limits).read(yaml.getBytes(StandardCharsets.UTF_8));
    if (!content.flaws().isEmpty()) {
      throw new IllegalStateException(
          "a definition cannot be read: " + content.flaws().getFirst().message());
    }
    return content.documents().getFirst().root();
  }

  /** A validator for all kinds. */
  public static Validator validator() {
    return validator(catalog());
  }

  /** A validator for these kinds, with all rules that go beyond their schemas. */
  public static Validator validator(Catalog catalog) {
    return new Validator(
        catalog, List.of(new PlanningRules(), new CelRules()), List.of(new FleetRules()));
  }

  /** A reader with the default limits. */
  public static YamlReader reader() {
    return new YamlReader(YamlLimits.DEFAULT);
  }
}
