package io.fedbackup.gitsync.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.report.Rule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns one composed document into JSON and positions. Used once; not thread-safe. */
final class NodeReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * Plain words and numbers that YAML 1.1 (as kubectl reads it) and YAML 1.2 understand
   * differently.
   */
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "~|(?i:yes|no|on|off|true|false|null)"
              + "|[-+]?(0[0-9_]+|0[xob][0-9a-fA-F_]+|[0-9]+_[0-9_]*|\\.(?i:inf|nan))|\\+[0-9.]+");

  private static final Set<String> CLEAR = Set.of("true", "false", "null");

  private static final int MAX_NUMBER_LENGTH = 40;

  private final YamlLimits limits;
  private final Map<String, Position> positions = new HashMap<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private int values;

  NodeReader(YamlLimits limits) {
    this.limits = limits;
  }

  /** The document, or nothing where it is empty. */
  Optional<YamlDocument> read(Node root) {
    if (root instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().isEmpty()) {
      return Optional.empty();
    }
    JsonNode value = value(root, "", root.getStartMark());
    return value.isNull()
        ? Optional.empty()
        : Optional.of(new YamlDocument(value, Collections.unmodifiableMap(positions)));
  }

  private JsonNode value(Node node, String pointer, Optional<Mark> key) {
    bound(node);
    positions.put(pointer, position(key, node.getStartMark()));
    open.push(node);
    JsonNode json =
        switch (node) {
          case MappingNode mapping -> object(mapping, pointer);
          case SequenceNode sequence -> array(sequence, pointer);
          case ScalarNode scalar -> scalar(scalar);
          default -> throw refuse(node, Rule.INVALID_YAML, "this cannot be read", "");
        };
    open.pop();
    return json;
  }

  private void bound(Node node) {
    if (++values > limits.values()) {
      throw refuse(
          node,
          Rule.TOO_LARGE,
          "the document has more than %,d values, aliases expanded".formatted(limits.values()),
          "write it without aliases, or split it");
    }
    if (open.size() >= limits.depth()) {
      throw refuse(
          node, Rule.TOO_LARGE, "nested deeper than " + limits.depth() + " levels", "flatten it");
    }
    // nodes are equal only to themselves
    if (!(node instanceof ScalarNode) && open.contains(node)) {
      throw refuse(
          node, Rule.INVALID_YAML, "an alias refers to what contains it", "remove the alias");
    }
  }

  private ObjectNode object(MappingNode mapping, String pointer) {
    require(mapping, Tag.MAP);
    ObjectNode object = JSON.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      String key = key(entry.getKeyNode());
      if (object.has(key)) {
        throw duplicate(entry.getKeyNode(), key, pointer);
      }
      object.set(
          key,
          value(
              entry.getValueNode(),
              pointer + '/' + escape(key),
              entry.getKeyNode().getStartMark()));
    }
    return object;
  }

  private Refusal duplicate(Node node, String key, String pointer) {
    Position first = positions.getOrDefault(pointer + '/' + escape(key), new Position(0, 0, 0, 0));
    return refuse(
        node,
        Rule.DUPLICATE_KEY,
        "key '%s' is there already, in line %d".formatted(cut(key), first.keyLine()),
        "remove one of the two");
  }

  private static String key(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      throw refuse(node, Rule.INVALID_YAML, "a key must be a string", "");
    }
    if (scalar.isPlain() && scalar.getValue().equals("<<")) {
      throw refuse(
          node,
          Rule.INVALID_YAML,
          "merge keys (<<) are not part of YAML 1.2",
          "write the fields out");
    }
    refuseAmbiguous(scalar);
    if (!scalar.getTag().equals(Tag.STR)) {
      throw refuse(
          node,
          Rule.WRONG_TYPE,
          "a key must be a string, and %s is not one".formatted(cut(scalar.getValue())),
          "put it in quotes");
    }
    return scalar.getValue();
  }

  private ArrayNode array(SequenceNode sequence, String pointer) {
    require(sequence, Tag.SEQ);
    ArrayNode array = JSON.arrayNode();
    int index = 0;
    for (Node element : sequence.getValue()) {
      array.add(value(element, pointer + '/' + index++, element.getStartMark()));
    }
    return array;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    refuseAmbiguous(scalar);
    Tag tag = scalar.getTag();
    String text = scalar.getValue();
    if (tag.equals(Tag.STR)) {
      return JSON.textNode(text);
    }
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(text.equals("true"));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(scalar, text, tag.equals(Tag.INT));
    }
    throw foreignTag(scalar);
  }

  private static JsonNode number(ScalarNode node, String text, boolean integer) {
    if (text.length() > MAX_NUMBER_LENGTH) {
      throw refuse(node, Rule.TOO_LARGE, "a number of more than 40 digits", "put it in quotes");
    }
    try {
      if (!integer) {
        return JSON.numberNode(new BigDecimal(text));
      }
      BigInteger value = new BigInteger(text);
      return value.bitLength() < Long.SIZE
          ? JSON.numberNode(value.longValue())
          : JSON.numberNode(value);
    } catch (NumberFormatException e) {
      throw refuse(node, Rule.WRONG_TYPE, "'%s' is not a number".formatted(cut(text)), "");
    }
  }

  private static void refuseAmbiguous(ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.isPlain() && !CLEAR.contains(text) && AMBIGUOUS.matcher(text).matches()) {
      throw refuse(
          scalar,
          Rule.INVALID_YAML,
          "'%s' is text to some YAML readers and something else to others".formatted(cut(text)),
          "put it in quotes if it is text; else write true, false, null or a plain decimal number");
    }
  }

  private static void require(Node node, Tag expected) {
    if (!node.getTag().equals(expected)) {
      throw foreignTag(node);
    }
  }

  private static Refusal foreignTag(Node node) {
    return refuse(
        node,
        Rule.INVALID_YAML,
        "tag '%s' is not read".formatted(cut(node.getTag().getValue())),
        "remove it");
  }

  private static Refusal refuse(Node node, Rule rule, String message, String remedy) {
    return Refusal.at(node.getStartMark(), rule, message, remedy);
  }

  private static Position position(Optional<Mark> key, Optional<Mark> value) {
    return new Position(
        key.map(m -> m.getLine() + 1).orElse(0),
        key.map(m -> m.getColumn() + 1).orElse(0),
        value.map(m -> m.getLine() + 1).orElse(0),
        value.map(m -> m.getColumn() + 1).orElse(0));
  }

  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static String cut(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
