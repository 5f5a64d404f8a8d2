package io.fedbackup.planning.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.stream.Collectors;

/**
 * What identifies an item of a list that the server merges: its key fields, or, in a set, its
 * value.
 *
 * @param step the item's key in fieldsV1: {@code k:{"name":"a"}} or {@code v:"a"}
 * @param value the parsed key: an object of key fields, or the value itself
 */
record MergeKey(String step, JsonNode value) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The key of a wanted item; which fields are keys is read from what managers own. */
  static MergeKey of(JsonNode structure, JsonNode want) {
    if (!want.isObject()) {
      return new MergeKey("v:" + want, want);
    }
    for (var known : structure.properties()) {
      if (known.getKey().startsWith("k:")) {
        var key = ofStep(known.getKey());
        if (key.matches(want)) {
          return key;
        }
      }
    }
    return unknownTo(structure, want);
  }

  static MergeKey ofStep(String step) {
    try {
      return new MergeKey(step, JSON.readTree(step.substring(2)));
    } catch (JsonProcessingException e) {
      return new MergeKey(step, MissingNode.getInstance()); // a cluster's input: matches nothing
    }
  }

  JsonNode findIn(JsonNode list) {
    for (var item : list) {
      if (value.isObject() ? matches(item) : Canonical.identical(value, item)) {
        return item;
      }
    }
    return MissingNode.getInstance();
  }

  String shown() {
    return value.isObject()
        ? value.properties().stream()
            .map(field -> field.getKey() + "=" + field.getValue().asText())
            .collect(Collectors.joining(","))
        : value.asText();
  }

  /** A key field that the wanted item leaves out has the server's default and does not decide. */
  private boolean matches(JsonNode item) {
    return value.isObject()
        && value
            .propertyStream()
            .allMatch(
                field ->
                    !item.has(field.getKey())
                        || Canonical.identical(item.get(field.getKey()), field.getValue()))
        && value.propertyStream().anyMatch(field -> item.has(field.getKey()));
  }

  private static MergeKey unknownTo(JsonNode structure, JsonNode want) {
    var key = JsonNodeFactory.instance.objectNode();
    for (var known : structure.properties()) {
      if (known.getKey().startsWith("k:")) {
        ofStep(known.getKey())
            .value()
            .fieldNames()
            .forEachRemaining(name -> key.set(name, want.path(name)));
        break;
      }
    }
    return new MergeKey("k:" + key, key);
  }
}
