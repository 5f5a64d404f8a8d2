package io.fedbackup.gitsync.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import io.fedbackup.gitsync.schema.Schema.CelRule;
import io.fedbackup.gitsync.schema.Schema.Limits;
import io.fedbackup.gitsync.schema.Schema.ListType;
import io.fedbackup.gitsync.schema.Schema.Merging;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compiles {@code openAPIV3Schema} of a custom resource definition. Stateless. */
final class SchemaReader {
  private static final Pattern TRANSITION = Pattern.compile("\\boldSelf\\b");

  private SchemaReader() {}

  static Schema read(JsonNode schema) {
    return new Schema(
        type(schema),
        schema.path("nullable").asBoolean(false),
        properties(schema.path("properties")),
        schema.path("additionalProperties").isObject()
            ? Optional.of(read(schema.path("additionalProperties")))
            : Optional.empty(),
        schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)
            || schema.path("additionalProperties").asBoolean(false),
        schema.path("items").isObject()
            ? Optional.of(read(schema.path("items")))
            : Optional.empty(),
        names(schema.path("required")),
        limits(schema),
        merging(schema),
        Optional.ofNullable(schema.get("default")),
        rules(schema.path("x-kubernetes-validations")));
  }

  private static Schema.Type type(JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
      return Schema.Type.INT_OR_STRING;
    }
    return schema.has("type")
        ? Schema.Type.valueOf(schema.path("type").asText().toUpperCase(Locale.ROOT))
        : Schema.Type.ANY;
  }

  private static Map<String, Schema> properties(JsonNode node) {
    Map<String, Schema> fields = new LinkedHashMap<>();
    node.properties().forEach(field -> fields.put(field.getKey(), read(field.getValue())));
    return Collections.unmodifiableMap(fields);
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new TreeSet<>();
    list.forEach(name -> names.add(name.asText()));
    return Collections.unmodifiableSet(names);
  }

  private static Limits limits(JsonNode schema) {
    List<JsonNode> enumeration = new ArrayList<>();
    schema.path("enum").forEach(enumeration::add);
    return new Limits(
        List.copyOf(enumeration),
        Optional.ofNullable(schema.get("pattern")).map(p -> Pattern.compile(p.asText())),
        number(schema, "minimum"),
        number(schema, "maximum"),
        count(schema, "minLength"),
        count(schema, "maxLength"),
        count(schema, "minItems"),
        count(schema, "maxItems"),
        count(schema, "minProperties"),
        count(schema, "maxProperties"),
        Optional.ofNullable(schema.get("format")).map(JsonNode::asText));
  }

  private static Optional<Double> number(JsonNode schema, String key) {
    return Optional.ofNullable(schema.get(key)).map(JsonNode::asDouble);
  }

  private static Optional<Integer> count(JsonNode schema, String key) {
    return Optional.ofNullable(schema.get(key)).map(JsonNode::asInt);
  }

  private static Merging merging(JsonNode schema) {
    List<String> keys = new ArrayList<>();
    schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
    return new Merging(
        ListType.valueOf(
            schema.path("x-kubernetes-list-type").asText("atomic").toUpperCase(Locale.ROOT)),
        List.copyOf(keys),
        schema.path("x-kubernetes-map-type").asText("granular").equals("atomic"));
  }

  private static List<CelRule> rules(JsonNode node) {
    List<CelRule> rules = new ArrayList<>();
    node.forEach(
        rule ->
            rules.add(
                new CelRule(
                    rule.path("rule").asText(),
                    rule.path("message").asText(),
                    rule.path("fieldPath").asText(),
                    TRANSITION.matcher(rule.path("rule").asText()).find())));
    return List.copyOf(rules);
  }
}
