package io.fedbackup.gitsync.cel;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** JSON as the values that CEL works on: maps, lists, strings, longs, doubles, booleans. */
final class CelValues {
  /** Words of the language: fields of these names are written {@code __name__} in rules. */
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private CelValues() {}

  /** The value; fields without a value are left out, as the API server leaves them out. */
  static Object of(Schema schema, JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> map(schema, value);
      case ARRAY -> list(schema, value);
      case BOOLEAN -> value.booleanValue();
      case NUMBER ->
          value.isIntegralNumber() && value.canConvertToLong()
              ? value.longValue()
              : value.doubleValue();
      default -> value.asText();
    };
  }

  private static Map<String, Object> map(Schema schema, JsonNode object) {
    Map<String, Object> map = HashMap.newHashMap(object.size());
    for (var field : object.properties()) {
      if (!field.getValue().isNull()) {
        Optional<Schema> child = schema.field(field.getKey());
        String name =
            schema.properties().containsKey(field.getKey())
                ? escaped(field.getKey())
                : field.getKey();
        map.put(name, of(child.orElse(schema), field.getValue()));
      }
    }
    return map;
  }

  private static List<Object> list(Schema schema, JsonNode array) {
    List<Object> list = new ArrayList<>(array.size());
    array.forEach(item -> list.add(of(schema.items().orElse(schema), item)));
    return list;
  }

  /**
   * A field's name as rules write it.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-expression">Kubernetes,
   *     validation expressions</a>
   */
  private static String escaped(String name) {
    if (RESERVED.contains(name)) {
      return "__" + name + "__";
    }
    return name.replace("__", "__underscores__")
        .replace(".", "__dot__")
        .replace("-", "__dash__")
        .replace("/", "__slash__");
  }
}
