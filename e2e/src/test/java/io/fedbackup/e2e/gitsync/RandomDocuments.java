package io.fedbackup.e2e.gitsync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes documents different, along their schema: fields come, go, change, become null or empty, and
 * defaults are written out; and spells one document in many ways. Not every result is valid.
 */
final class RandomDocuments {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** One of these fits the pattern of nearly every field. */
  private static final List<String> TEXTS =
      List.of(
          "shop",
          "a",
          "shop-*",
          "*",
          "stage",
          "Sat",
          "22:30",
          "04:05",
          "1h",
          "90m",
          "5400s",
          "26.3.0",
          "27.0.1",
          "20%",
          "main",
          "shopbackups",
          "team-shop",
          "ApplicationBackup",
          "kubeconfig",
          "11111111-2222-3333-4444-555555555555",
          "ABCDEFAB-2222-3333-4444-555555555555",
          "0123456789abcdef0123456789abcdef01234567",
          "https://git.example.org/a/b.git",
          "psql  -c  'CHECKPOINT'",
          "",
          " two  blanks ",
          "7",
          "1.0",
          "true",
          "null",
          "100m",
          "1Gi",
          "Grüße, 世界 🚀",
          "a\\b\"c\n\td",
          "1e3");

  private static final List<String> KEYS =
      List.of("app", "stage", "example.org/owner", "A_b.c", "x", "0", "true");

  /** Values of labels; annotations take the texts above, too. */
  private static final List<String> LABELS = List.of("", "a", "1.0", "true", "null", "A_b-c.d");

  private final RandomGenerator random;

  RandomDocuments(RandomGenerator random) {
    this.random = random;
  }

  /** A copy with one more difference somewhere. */
  ObjectNode changed(Schema schema, ObjectNode document) {
    ObjectNode copy = document.deepCopy();
    if (random.nextInt(5) == 0) {
      metadata(copy.withObjectProperty("metadata"));
    } else {
      change(field(schema, "spec"), copy.withObjectProperty("spec"));
    }
    return copy;
  }

  private static Schema field(Schema schema, String name) {
    return schema.field(name).orElseThrow();
  }

  private void metadata(ObjectNode metadata) {
    boolean labels = random.nextBoolean();
    String name = labels ? "labels" : "annotations";
    if (random.nextInt(6) == 0) {
      metadata.set(name, NODES.objectNode());
      return;
    }
    ObjectNode entries = metadata.withObjectProperty(name);
    String key = one(KEYS);
    if (random.nextInt(4) == 0) {
      entries.remove(key);
    } else {
      entries.put(key, labels ? one(LABELS) : one(TEXTS));
    }
  }

  private void change(Schema schema, ObjectNode object) {
    List<String> fields = new ArrayList<>(schema.properties().keySet());
    if (fields.isEmpty()) {
      entry(schema, object);
      return;
    }
    String name = one(fields);
    Schema child = field(schema, name);
    JsonNode now = object.path(name);
    if (now instanceof ObjectNode nested && !nested.isEmpty() && random.nextInt(5) > 0) {
      change(child, nested);
    } else if (now instanceof ArrayNode list && !list.isEmpty() && random.nextInt(4) > 0) {
      list(child, list);
    } else {
      replace(child, object, name);
    }
  }

  private void entry(Schema schema, ObjectNode map) {
    if (schema.additional().isEmpty() && !schema.preserveUnknown()) {
      return;
    }
    String key = one(KEYS);
    if (random.nextInt(3) == 0) {
      map.remove(key);
    } else {
      map.put(key, one(LABELS));
    }
  }

  private void list(Schema schema, ArrayNode list) {
    int at = random.nextInt(list.size());
    switch (random.nextInt(4)) {
      case 0 -> list.remove(at);
      case 1 -> schema.items().flatMap(items -> value(items, 3)).ifPresent(list::add);
      case 2 -> list.insert(0, list.remove(at));
      default -> {
        if (list.get(at) instanceof ObjectNode item) {
          change(schema.items().orElseThrow(), item);
        } else {
          schema.items().flatMap(items -> value(items, 3)).ifPresent(it -> list.set(at, it));
        }
      }
    }
  }

  private void replace(Schema schema, ObjectNode object, String name) {
    switch (random.nextInt(6)) {
      case 0 -> object.remove(name);
      case 1 -> schema.defaultValue().ifPresent(value -> object.set(name, value.deepCopy()));
      case 2 -> {
        if (random.nextInt(4) == 0) {
          object.putNull(name);
        }
      }
      default -> value(schema, 3).ifPresent(value -> object.set(name, value));
    }
  }

  /** Some value of that schema; often one that is valid. */
  Optional<JsonNode> value(Schema schema, int depth) {
    List<JsonNode> allowed = schema.limits().enumeration();
    if (!allowed.isEmpty()) {
      return Optional.of(one(allowed));
    }
    return switch (schema.type()) {
      case BOOLEAN -> Optional.of(NODES.booleanNode(random.nextBoolean()));
      case INTEGER, INT_OR_STRING -> Optional.of(NODES.numberNode(number(schema)));
      case NUMBER -> Optional.of(NODES.numberNode(number(schema) + 0.5));
      case STRING -> text(schema).map(NODES::textNode);
      case ARRAY -> depth == 0 ? Optional.empty() : Optional.of(items(schema, depth - 1));
      case OBJECT -> depth == 0 ? Optional.empty() : Optional.of(object(schema, depth - 1));
      case ANY -> Optional.empty();
    };
  }

  private int number(Schema schema) {
    int least = schema.limits().minimum().map(Double::intValue).orElse(0);
    int most = schema.limits().maximum().map(Double::intValue).orElse(least + 100);
    return random.nextInt(least, Math.min(most, least + 100) + 1);
  }

  private Optional<String> text(Schema schema) {
    var limits = schema.limits();
    List<String> fitting =
        TEXTS.stream()
            .filter(it -> limits.pattern().map(pattern -> pattern.matcher(it).find()).orElse(true))
            .filter(it -> it.length() >= limits.minLength().orElse(0))
            .filter(it -> it.length() <= limits.maxLength().orElse(Integer.MAX_VALUE))
            .toList();
    return fitting.isEmpty() ? Optional.empty() : Optional.of(one(fitting));
  }

  private ArrayNode items(Schema schema, int depth) {
    ArrayNode list = NODES.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      schema.items().flatMap(items -> value(items, depth)).ifPresent(list::add);
    }
    return list;
  }

  private ObjectNode object(Schema schema, int depth) {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, Schema> field : schema.properties().entrySet()) {
      if (schema.required().contains(field.getKey()) || random.nextInt(3) == 0) {
        value(field.getValue(), depth).ifPresent(value -> object.set(field.getKey(), value));
      }
    }
    for (int i = random.nextInt(3); i > 0 && schema.properties().isEmpty(); i--) {
      entry(schema, object);
    }
    return object;
  }

  /**
   * A Secret as it is after decryption.
   *
   * @param like keeps its data in part
   */
  ObjectNode secret(ObjectNode like) {
    ObjectNode secret = like.deepCopy();
    switch (random.nextInt(5)) {
      case 0 -> metadata(secret.withObjectProperty("metadata"));
      case 1 -> secret.set("data", NODES.objectNode());
      case 2 -> secret.withObjectProperty("data").remove(one(KEYS).replace('/', '.'));
      default ->
          secret
              .withObjectProperty("data")
              .put(
                  one(KEYS).replace('/', '.'),
                  NODES
                      .binaryNode(one(TEXTS).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                      .asText());
    }
    return secret;
  }

  /** The document as a person, or another person, might write it. */
  String spelled(JsonNode document) {
    var text = new StringBuilder(random.nextInt(4) == 0 ? "# a comment\n---\n" : "");
    write(document, text);
    return text.append('\n').toString();
  }

  private void write(JsonNode node, StringBuilder text) {
    String blank = random.nextInt(4) == 0 ? "\n  " : " ";
    switch (node) {
      case ObjectNode object -> {
        text.append('{');
        String separator = blank;
        for (Map.Entry<String, JsonNode> field : shuffled(object)) {
          text.append(separator).append(NODES.textNode(field.getKey())).append(": ");
          write(field.getValue(), text);
          separator = "," + blank;
        }
        text.append(blank).append('}');
      }
      case ArrayNode list -> {
        text.append('[');
        String separator = blank;
        for (JsonNode item : list) {
          text.append(separator);
          write(item, text);
          separator = "," + blank;
        }
        text.append(blank).append(']');
      }
      case JsonNode scalar when scalar.isTextual() -> text.append(quoted(scalar.asText()));
      default -> text.append(node);
    }
  }

  private List<Map.Entry<String, JsonNode>> shuffled(ObjectNode object) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
    java.util.Collections.shuffle(fields, java.util.Random.from(random));
    return fields;
  }

  private String quoted(String text) {
    boolean plain = text.matches("[a-z][a-z-]*") && !text.matches("true|false|null|yes|no|on|off");
    return switch (random.nextInt(3)) {
      case 0 -> plain ? text : "\"" + escaped(text) + "\"";
      case 1 ->
          text.contains("\n") ? "\"" + escaped(text) + "\"" : "'" + text.replace("'", "''") + "'";
      default -> NODES.textNode(text).toString();
    };
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.chars().forEach(it -> escaped.append("\\u%04x".formatted(it)));
    return escaped.toString();
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
