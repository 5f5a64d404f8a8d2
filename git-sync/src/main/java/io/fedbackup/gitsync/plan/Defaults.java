package io.fedbackup.gitsync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.schema.Schema;
import io.fedbackup.gitsync.schema.Schema.ListType;

/**
 * Fills in what the API server fills in where ownership cannot tell: inside of lists and maps that
 * are replaced as a whole. Elsewhere a defaulted field belongs to nobody, and a comparison on owned
 * fields leaves it alone.
 */
final class Defaults {

  private Defaults() {}

  /** A copy of the object with the defaults of atomic lists and maps. */
  static ObjectNode inAtomicParts(Schema schema, ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    visit(schema, copy, false);
    return copy;
  }

  private static void visit(Schema schema, JsonNode value, boolean atomic) {
    switch (value) {
      case ObjectNode object -> visitObject(schema, object, atomic || schema.lists().atomicMap());
      case ArrayNode array ->
          schema
              .items()
              .ifPresent(
                  items -> {
                    boolean whole = atomic || schema.lists().listType() == ListType.ATOMIC;
                    array.forEach(item -> visit(items, item, whole));
                  });
      default -> {}
    }
  }

  private static void visitObject(Schema schema, ObjectNode object, boolean atomic) {
    if (atomic) {
      schema
          .properties()
          .forEach(
              (name, field) -> {
                if (!object.has(name)) {
                  field.defaultValue().ifPresent(value -> object.set(name, value.deepCopy()));
                }
              });
    }
    object
        .properties()
        .forEach(
            field ->
                schema
                    .field(field.getKey())
                    .ifPresent(child -> visit(child, field.getValue(), atomic)));
  }
}
