package io.fedbackup.planning.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields below one field of a schema as a table, one line per path. */
final class FieldTable {

  private static final int DEEPEST = 12;

  private final List<String> lines = new ArrayList<>();

  private final String kind;

  private FieldTable(String kind) {
    this.kind = kind;
  }

  /** Returns the table of what lies below {@code root} of a kind, whose path is {@code path}. */
  static String of(String kind, String path, JsonNode root) {
    var table = new FieldTable(kind);
    table.lines.add("| Field | Type | Meaning |");
    table.lines.add("|---|---|---|");
    table.children(path, root, 0);
    return String.join("\n", table.lines) + "\n";
  }

  private void children(String path, JsonNode parent, int depth) {
    if (depth >= DEEPEST) {
      return;
    }
    var required = required(parent);
    for (var field : parent.path("properties").properties()) {
      var child = path + "." + field.getKey();
      var schema = field.getValue();
      lines.add(line(child, schema, required.contains(field.getKey())));
      children(child + suffix(schema), element(schema), depth + 1);
    }
  }

  private static Set<String> required(JsonNode schema) {
    var names = new HashSet<String>();
    schema.path("required").forEach(name -> names.add(name.asText()));
    return names;
  }

  private static String suffix(JsonNode schema) {
    if (schema.has("items")) {
      return "[]";
    }
    return schema.path("additionalProperties").isObject() ? ".*" : "";
  }

  /** What the fields below belong to: the element of a list, the value of a map, or the object. */
  private static JsonNode element(JsonNode schema) {
    if (schema.has("items")) {
      return schema.path("items");
    }
    var values = schema.path("additionalProperties");
    return values.isObject() ? values : schema;
  }

  private String line(String path, JsonNode schema, boolean required) {
    var meaning = new ArrayList<String>();
    if (required) {
      meaning.add("**Required.**");
    }
    DeferredFields.note(kind, path).ifPresent(meaning::add);
    if (schema.hasNonNull("description")) {
      meaning.add(schema.path("description").asText());
    }
    meaning.addAll(limits(schema));
    schema
        .path("x-kubernetes-validations")
        .forEach(rule -> meaning.add("*Rule:* " + rule(rule) + "."));
    return "| `%s` | %s | %s |".formatted(path, type(schema), cell(String.join(" ", meaning)));
  }

  /** A rule's message, with the field that it is about where the rule says it. */
  static String rule(JsonNode rule) {
    var field = rule.path("fieldPath").asText("").replaceFirst("^\\.", "");
    var message = rule.path("message").asText();
    return field.isEmpty() ? message : "`" + field + "` " + message;
  }

  private static String type(JsonNode schema) {
    if (schema.has("items")) {
      return "list of " + type(schema.path("items"));
    }
    if (schema.path("additionalProperties").isObject()) {
      return "map of " + type(schema.path("additionalProperties"));
    }
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return "integer or string";
    }
    return schema.path("type").asText("any");
  }

  private static List<String> limits(JsonNode schema) {
    var limits = new ArrayList<String>();
    if (schema.has("enum")) {
      var values = new ArrayList<String>();
      schema.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
      limits.add("One of " + String.join(", ", values) + ".");
    }
    if (schema.has("default")) {
      limits.add("Default: `" + text(schema.path("default")) + "`.");
    }
    limit(limits, schema, "minimum", "At least %s.");
    limit(limits, schema, "maximum", "At most %s.");
    limit(limits, schema, "maxItems", "At most %s items.");
    limit(limits, schema, "maxProperties", "At most %s entries.");
    limit(limits, schema, "maxLength", "At most %s characters.");
    limit(limits, schema, "pattern", "Matches `%s`.");
    return limits;
  }

  private static void limit(List<String> limits, JsonNode schema, String keyword, String sentence) {
    if (schema.has(keyword)) {
      limits.add(sentence.formatted(text(schema.path(keyword))));
    }
  }

  private static String text(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue().stripTrailingZeros().toPlainString();
    }
    return value.isTextual() ? value.asText() : value.toString();
  }

  /** Makes text fit for a cell: no line ends, and bars that do not end it. */
  static String cell(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining(" ")).replace("|", "\\|");
  }
}
