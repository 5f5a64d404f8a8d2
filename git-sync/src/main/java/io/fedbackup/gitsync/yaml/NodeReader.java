package io.fedbackup.gitsync.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.report.Rule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
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
          "~|=|(?i:y|n|yes|no|on|off|true|false|null)"
              + "|[-+]?(0[xob][0-9a-fA-F_]+|\\.(?i:inf|nan)"
              + "|(\\.[0-9_]+|[0-9][0-9_]*(\\.[0-9_]*)?)([eE][-+]?[0-9]+)?)");

  /** Numbers that both read alike. */
  private static final Pattern PLAIN_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private static final Set<String> CLEAR = Set.of("true", "false", "null");

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]{0,100}");

  private static final int MAX_NUMBER_LENGTH = 40;

  /** What a label's or an annotation's key may have: a prefix of 253, a slash, a name of 63. */
  private static final int MAX_KEY_LENGTH = 320;

  /** A value and where it stands. */
  private record Value(JsonNode json, Places places) {}

  private final YamlLimits limits;
  private final Budget budget;
  private final Deque<Node> open = new ArrayDeque<>();

  NodeReader(YamlLimits limits, Budget budget) {
    this.limits = limits;
    this.budget = budget;
  }

  /** The document, or nothing where it is empty. */
  Optional<YamlDocument> read(Node root) {
    if (root instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().isEmpty()) {
      return Optional.empty();
    }
    int before = budget.values();
    Value value = value(root, root.getStartMark());
    return value.json().isNull()
        ? Optional.empty()
        : Optional.of(new YamlDocument(value.json(), value.places(), budget.values() - before));
  }

  private Value value(Node node, Optional<Mark> key) {
    bound(node);
    Position position = position(key, node.getStartMark());
    open.push(node);
    Value value =
        switch (node) {
          case MappingNode mapping -> object(mapping, position);
          case SequenceNode sequence -> array(sequence, position);
          case ScalarNode scalar -> new Value(scalar(scalar), Places.ofScalar(position));
          default -> throw refuse(node, Rule.INVALID_YAML, "this cannot be read", "");
        };
    open.pop();
    return value;
  }

  private void bound(Node node) {
    budget.take(
        node.getStartMark(), node instanceof ScalarNode scalar ? scalar.getValue().length() : 0);
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

  private Value object(MappingNode mapping, Position position) {
    require(mapping, Tag.MAP);
    ObjectNode object = JSON.objectNode();
    Map<String, Places> fields = HashMap.newHashMap(mapping.getValue().size());
    for (NodeTuple entry : mapping.getValue()) {
      String key = key(entry.getKeyNode());
      Places first = fields.get(key);
      if (first != null) {
        throw duplicate(entry.getKeyNode(), key, first.position());
      }
      Value value = value(entry.getValueNode(), entry.getKeyNode().getStartMark());
      object.set(key, value.json());
      fields.put(key, value.places());
    }
    return new Value(object, new Places(position, Collections.unmodifiableMap(fields), List.of()));
  }

  private static Refusal duplicate(Node node, String key, Position first) {
    return refuse(
        node,
        Rule.DUPLICATE_KEY,
        "%s is there already, in line %d"
            .formatted(
                NAME.matcher(key).matches() ? "key '" + key + "'" : "this key", first.keyLine()),
        "remove one of the two");
  }

  private static String key(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      throw refuse(node, Rule.INVALID_YAML, "a key must be a string", "");
    }
    if (scalar.getValue().length() > MAX_KEY_LENGTH) {
      throw refuse(
          node,
          Rule.TOO_LARGE,
          "a key of more than %d characters".formatted(MAX_KEY_LENGTH),
          "is there a line break or a colon missing?");
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
          node, Rule.WRONG_TYPE, "a key must be a string, and this is not one", "put it in quotes");
    }
    return scalar.getValue();
  }

  private Value array(SequenceNode sequence, Position position) {
    require(sequence, Tag.SEQ);
    ArrayNode array = JSON.arrayNode(sequence.getValue().size());
    List<Places> items = new ArrayList<>(sequence.getValue().size());
    for (Node element : sequence.getValue()) {
      Value value = value(element, element.getStartMark());
      array.add(value.json());
      items.add(value.places());
    }
    return new Value(array, new Places(position, Map.of(), Collections.unmodifiableList(items)));
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
      throw refuse(node, Rule.WRONG_TYPE, "this is not a number", "");
    }
  }

  private static void refuseAmbiguous(ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.isPlain()
        && text.length() <= MAX_KEY_LENGTH
        && !CLEAR.contains(text)
        && AMBIGUOUS.matcher(text).matches()
        && !PLAIN_NUMBER.matcher(text).matches()) {
      throw refuse(
          scalar,
          Rule.INVALID_YAML,
          "this is text to some YAML readers and something else to others",
          "put it in quotes if it is text; else write true, false, null or a plain decimal number");
    }
  }

  private static void require(Node node, Tag expected) {
    if (!node.getTag().equals(expected)) {
      throw foreignTag(node);
    }
  }

  private static Refusal foreignTag(Node node) {
    return refuse(node, Rule.INVALID_YAML, "tags are not read", "remove it");
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
}
