package io.fedbackup.planning.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/**
 * Which values are not shown to people, whatever the kind: those of fields that by their name hold
 * a credential. References to Secrets are shown, they hold none.
 */
final class Sensitive {
  static final String HIDDEN = "(hidden)";

  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(password|passwd|passphrase|token|secret|credentials?"
              + "|(access|account|private|secret|encryption|api)[-_.]?key|connection[-_.]?string)");

  private Sensitive() {}

  /** Whether a field of this name holds a credential. */
  static boolean isName(String field) {
    return NAME.matcher(field).matches();
  }

  /** The value with every credential inside of it hidden; the value itself where it has none. */
  static JsonNode hidden(JsonNode value) {
    if (value.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> copy.add(hidden(item)));
      return copy;
    }
    if (value.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      value
          .properties()
          .forEach(
              field ->
                  copy.set(
                      field.getKey(),
                      isName(field.getKey())
                          ? TextNode.valueOf(HIDDEN)
                          : hidden(field.getValue())));
      return copy;
    }
    return value;
  }
}
