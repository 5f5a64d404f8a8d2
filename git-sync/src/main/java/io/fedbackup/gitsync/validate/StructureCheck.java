package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.schema.Schema;
import io.fedbackup.gitsync.schema.Schema.ListType;
import java.util.HashSet;
import java.util.Set;

/**
 * Walks a document along the structural schema of its kind, as the API server would with strict
 * field validation: unknown fields, types, required fields, bounds. Walks by itself rather than
 * through a JSON Schema library, because structural schemas refuse unknown fields without saying
 * so, and each finding needs the place of a key or a value.
 */
final class StructureCheck {
  private static final Set<String> ENVELOPE = Set.of("apiVersion", "kind", "metadata", "status");

  private final Findings findings;

  StructureCheck(Findings findings) {
    this.findings = findings;
  }

  /**
   * Checks a whole object: what every object has is checked elsewhere, and status is not for Git.
   */
  void checkObject(Schema schema, JsonNode object) {
    if (object.has("status")) {
      findings.atKey(
          "/status", Rule.RESERVED, "status is written by the control plane", "remove it");
    }
    checkFields(schema, object, "", ENVELOPE);
    checkRequired(schema, object, "");
  }

  private void check(Schema schema, JsonNode value, String pointer) {
    if (value.isNull()) {
      checkNull(schema, pointer);
    } else if (!hasType(schema.type(), value)) {
      findings.atValue(
          pointer,
          Rule.WRONG_TYPE,
          "must be %s, not %s".formatted(schema.type().words(), words(value)),
          quotingHint(schema.type(), value));
    } else if (new BoundsCheck(findings).check(schema.limits(), value, pointer)) {
      descend(schema, value, pointer);
    }
  }

  private void checkNull(Schema schema, String pointer) {
    if (!schema.nullable()) {
      findings.atKey(
          pointer,
          Rule.WRONG_TYPE,
          "has no value; must be " + schema.type().words(),
          "give it a value or remove the line");
    }
  }

  private void descend(Schema schema, JsonNode value, String pointer) {
    if (value.isObject()) {
      checkFields(schema, value, pointer, Set.of());
      checkRequired(schema, value, pointer);
    } else if (value.isArray()) {
      checkItems(schema, value, pointer);
    }
  }

  private void checkFields(Schema schema, JsonNode object, String pointer, Set<String> without) {
    for (var field : object.properties()) {
      if (without.contains(field.getKey())) {
        continue;
      }
      String at = FieldPath.child(pointer, field.getKey());
      var known = schema.field(field.getKey());
      if (known.isPresent()) {
        check(known.get(), field.getValue(), at);
      } else if (!schema.preserveUnknown() && schema.type() != Schema.Type.ANY) {
        UnknownFields.report(findings, at, field.getKey(), schema.properties().keySet());
      }
    }
  }

  private void checkRequired(Schema schema, JsonNode object, String pointer) {
    for (String name : schema.required()) {
      Schema field = schema.properties().get(name);
      boolean defaulted = field != null && field.defaultValue().isPresent();
      if (!object.has(name) && !defaulted) {
        findings.atKey(
            pointer,
            Rule.MISSING_FIELD,
            "field '%s' is missing".formatted(name),
            field == null ? "" : "add it; it is " + field.type().words());
      }
    }
  }

  private void checkItems(Schema schema, JsonNode array, String pointer) {
    if (schema.items().isEmpty()) {
      return;
    }
    Set<JsonNode> seen = new HashSet<>();
    for (int i = 0; i < array.size(); i++) {
      String at = pointer + '/' + i;
      check(schema.items().get(), array.get(i), at);
      if (schema.lists().listType() != ListType.ATOMIC
          && !seen.add(identity(schema, array.get(i)))) {
        findings.atValue(at, Rule.INVALID_VALUE, "is in the list already", "remove one of the two");
      }
    }
  }

  private static JsonNode identity(Schema schema, JsonNode item) {
    if (schema.lists().listType() == ListType.SET || !item.isObject()) {
      return item;
    }
    var keys = item.deepCopy();
    ((com.fasterxml.jackson.databind.node.ObjectNode) keys).retain(schema.lists().listMapKeys());
    return keys;
  }

  private static boolean hasType(Schema.Type type, JsonNode value) {
    return switch (type) {
      case OBJECT -> value.isObject();
      case ARRAY -> value.isArray();
      case STRING -> value.isTextual();
      case INTEGER -> value.isIntegralNumber();
      case NUMBER -> value.isNumber();
      case BOOLEAN -> value.isBoolean();
      case INT_OR_STRING -> value.isIntegralNumber() || value.isTextual();
      case ANY -> true;
    };
  }

  private static String words(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case STRING -> "the string \"" + FieldPath.cut(value.asText()) + '"';
      case NUMBER -> "the number " + FieldPath.cut(value.asText());
      case BOOLEAN -> value.asText();
      default -> "null";
    };
  }

  private static String quotingHint(Schema.Type type, JsonNode value) {
    if (type == Schema.Type.STRING && value.isValueNode()) {
      return "put it in quotes";
    }
    return value.isTextual() && type != Schema.Type.OBJECT && type != Schema.Type.ARRAY
        ? "write it without quotes"
        : "";
  }
}
