package io.fedbackup.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.NullMarked;

/** Makes a document in which every field of a schema has a value. */
@NullMarked
final class SchemaSample {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final boolean withUnknownFields;

  private SchemaSample(boolean withUnknownFields) {
    this.withUnknownFields = withUnknownFields;
  }

  /** Every field of the schema, and nothing else. */
  static ObjectNode known(JsonNode schema) {
    return (ObjectNode) new SchemaSample(false).value(schema);
  }

  /** Every field of the schema, and in every object fields that it does not have. */
  static ObjectNode withUnknownFields(JsonNode schema) {
    return (ObjectNode) new SchemaSample(true).value(schema);
  }

  private JsonNode value(JsonNode schema) {
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    return switch (schema.path("type").asText()) {
      case "string" -> NODES.textNode("text");
      case "boolean" -> NODES.booleanNode(true);
      case "integer" -> NODES.numberNode(7);
      case "array" -> NODES.arrayNode().add(value(schema.get("items")));
      case "object" -> object(schema);
      default -> throw new IllegalArgumentException("No sample for " + schema);
    };
  }

  private JsonNode object(JsonNode schema) {
    var object = NODES.objectNode();
    if (schema.has("additionalProperties")) {
      return object.set("key", value(schema.get("additionalProperties")));
    }
    schema
        .path("properties")
        .properties()
        .forEach(property -> object.set(property.getKey(), value(property.getValue())));
    if (withUnknownFields) {
      object.put("unknownText", "kept").put("unknownNumber", 4.5).put("unknownFlag", false);
      object.putObject("unknownObject").putArray("list").add(1).addObject().put("deep", "er");
    }
    return object;
  }
}
