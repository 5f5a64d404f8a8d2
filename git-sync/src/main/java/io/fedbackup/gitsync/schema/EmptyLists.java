package io.fedbackup.gitsync.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.schema.Schema.ListType;
import java.util.List;
import java.util.Map;

/** Empty lists that the API server merges by key: it notes nowhere who applied one. Stateless. */
public final class EmptyLists {

  private EmptyLists() {}

  /**
   * A copy of the object without empty lists of that sort, and without objects that hold nothing
   * else, where there is such a list already, whatever is in it: applying them would change
   * nothing, and a comparison on owned fields would miss their owner. Items that were applied
   * before are owned, and so still differ.
   */
  public static ObjectNode withoutUnowned(Schema schema, ObjectNode wanted, JsonNode live) {
    ObjectNode copy = wanted.deepCopy();
    remove(schema, copy, live);
    return copy;
  }

  private static void remove(Schema schema, ObjectNode wanted, JsonNode live) {
    for (Map.Entry<String, JsonNode> field : List.copyOf(wanted.properties())) {
      String name = field.getKey();
      schema
          .field(name)
          .filter(child -> isUnowned(child, field.getValue(), live.path(name)))
          .ifPresent(child -> wanted.remove(name));
    }
  }

  private static boolean isUnowned(Schema schema, JsonNode wanted, JsonNode live) {
    return switch (wanted) {
      case ArrayNode list ->
          list.isEmpty() && live.isArray() && schema.lists().listType() != ListType.ATOMIC;
      case ObjectNode object when !object.isEmpty() && !schema.lists().atomicMap() -> {
        remove(schema, object, live);
        yield object.isEmpty();
      }
      default -> false;
    };
  }
}
