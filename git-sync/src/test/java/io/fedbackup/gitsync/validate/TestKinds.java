package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.yaml.YamlDocument;
import io.fedbackup.gitsync.yaml.YamlLimits;
import io.fedbackup.gitsync.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A small kind with every keyword of structural schemas, and short ways to validate text. */
public final class TestKinds {
  private static final YamlReader READER = new YamlReader(YamlLimits.DEFAULT);

  private static final String WIDGET =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: widgets.fedbackup.io}
      spec:
        group: fedbackup.io
        scope: Namespaced
        names: {kind: Widget, plural: widgets}
        versions:
        - name: v1alpha1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              required: [spec]
              properties:
                apiVersion: {type: string}
                kind: {type: string}
                metadata: {type: object}
                status: {type: object, x-kubernetes-preserve-unknown-fields: true}
                spec:
                  type: object
                  required: [size, mode]
                  properties:
                    size: {type: integer, minimum: 1, maximum: 10}
                    mode: {type: string, enum: [Fast, Safe], default: Safe}
                    name: {type: string, minLength: 2, maxLength: 5, pattern: '^[a-z]+$'}
                    ratio: {type: number}
                    flag: {type: boolean}
                    note: {type: string, nullable: true}
                    at: {type: string, format: date-time}
                    port: {x-kubernetes-int-or-string: true}
                    labels: {type: object, maxProperties: 2, additionalProperties: {type: string}}
                    free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                    tags: {type: array, maxItems: 3, x-kubernetes-list-type: set, items: {type: string}}
                    steps:
                      type: array
                      items:
                        type: object
                        required: [run]
                        properties:
                          run: {type: string}
                          kind: {type: string, default: command}
                    ports:
                      type: array
                      x-kubernetes-list-type: map
                      x-kubernetes-list-map-keys: [name]
                      items:
                        type: object
                        required: [name]
                        properties:
                          name: {type: string}
                          number: {type: integer}
      """;

  private TestKinds() {}

  /** A catalog of the one kind. */
  public static Catalog catalog() {
    return Catalog.of(List.of(tree(WIDGET)));
  }

  /** The only document of a text. */
  public static JsonNode tree(String yaml) {
    List<YamlDocument> documents = READER.read(yaml.getBytes(StandardCharsets.UTF_8)).documents();
    return documents.getFirst().root();
  }

  /** Validates one file named {@code a.yaml} with nothing known outside of it. */
  static Validated validate(Catalog catalog, String yaml) {
    return validate(catalog, Map.of("a.yaml", yaml), null);
  }

  /** Validates several files by name, confined to a namespace where one is given. */
  static Validated validate(
      Catalog catalog, Map<String, String> files, @Nullable String namespace) {
    List<SourceDocuments> documents =
        files.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(file -> documents(file.getKey(), file.getValue()))
            .toList();
    Optional<String> only = Optional.ofNullable(namespace);
    return new Validator(catalog, List.of(), List.of())
        .validate(documents, new Scope(only, only, KnownObjects.none()));
  }

  private static SourceDocuments documents(String file, String yaml) {
    return new SourceDocuments(file, READER.read(yaml.getBytes(StandardCharsets.UTF_8)));
  }

  /** {@code line:column rule field} of each problem. */
  static List<String> brief(Validated validated) {
    return validated.problems().stream().map(TestKinds::brief).toList();
  }

  private static String brief(Problem problem) {
    return "%d:%d %s %s"
        .formatted(
            problem.place().line(),
            problem.place().column(),
            problem.rule().wireName(),
            problem.field())
        .strip();
  }
}
