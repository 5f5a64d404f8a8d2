package io.fedbackup.gitsync.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.schema.Schema.ListType;

/** Fills in what the API server fills in. Stateless. */
public final class Defaults {

  private Defaults() {}

  /** A copy of the object with all defaults, as rules see it. */
  public static ObjectNode everywhere(Schema schema, ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    visit(schema, copy, true);
    return copy;
  }

  /**
   * A copy of the object with the defaults inside of lists and maps that are replaced as a whole,
   * where ownership cannot tell. Elsewhere a defaulted field belongs to nobody, and a comparison on
   * owned fields leaves it alone.
   */
  public static ObjectNode inAtomicParts(Schema schema, ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    visit(schema, copy, false);
    return copy;
  }

  private static void visit(Schema schema, JsonNode value, boolean fill) {
    switch (value) {
      case ObjectNode object -> visitObject(schema, object, fill || schema.lists().atomicMap());
      case ArrayNode array ->
          schema
              .items()
              .ifPresent(
                  items -> {
                    boolean whole = fill || schema.lists().listType() == ListType.ATOMIC;
                    array.forEach(item -> visit(items, item, whole));
                  });
      default -> {}
    }
  }

  private static void visitObject(Schema schema, ObjectNode object, boolean fill) {
    if (fill) {
      schema.properties().forEach((name, field) -> fill(object, name, field));
    }
    object
        .properties()
        .forEach(
            field ->
                schema
                    .field(field.getKey())
                    .ifPresent(child -> visit(child, field.getValue(), fill)));
  }

  private static void fill(ObjectNode object, String name, Schema field) {
    if (!object.has(name)) {
      field.defaultValue().ifPresent(value -> object.set(name, value.deepCopy()));
    }
  }
}
