package io.fedbackup.gitsync.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.DiffFlags;
import io.fabric8.zjsonpatch.JsonDiff;
import io.fedbackup.gitsync.plan.Owner;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Field by field, how an object differs from what a dry run of its apply gave. */
final class FieldChanges {
  /** Written by the API server, or not by an apply. */
  private static final List<String> BOOKKEEPING =
      List.of(
          "managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "selfLink");

  private static final EnumSet<DiffFlags> FLAGS =
      EnumSet.of(
          DiffFlags.OMIT_MOVE_OPERATION,
          DiffFlags.OMIT_COPY_OPERATION,
          DiffFlags.ADD_ORIGINAL_VALUE_ON_REPLACE);
  private static final Pattern INDEX = Pattern.compile("\\d+|-");
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z_$][A-Za-z0-9_-]*");
  private static final String HIDDEN = "(hidden)";
  private static final int LONGEST = 200;

  private FieldChanges() {}

  /**
   * All fields that differ, in the order of the object.
   *
   * @param before as it is
   * @param after as the dry run gave it
   */
  static List<FieldChange> between(JsonNode before, JsonNode after) {
    JsonNode then = comparable(before);
    boolean secret = after.path("kind").asText().equals("Secret");
    List<FieldChange> changes = new ArrayList<>();
    for (JsonNode operation : JsonDiff.asJson(then, comparable(after), FLAGS)) {
      changes.add(change(operation, then, secret));
    }
    return List.copyOf(changes);
  }

  /** All fields of an object that is not there yet, but those that every applied object has. */
  static List<FieldChange> ofNew(JsonNode after) {
    ObjectNode shown = comparable(after);
    shown.remove(List.of("apiVersion", "kind"));
    if (shown.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(List.of("name", "namespace"));
      if (metadata.get("labels") instanceof ObjectNode labels) {
        labels.remove(List.of(Owner.NAMESPACE_LABEL, Owner.NAME_LABEL));
      }
    }
    List<FieldChange> fields = new ArrayList<>();
    leaves("", shown, after.path("kind").asText().equals("Secret"), fields);
    return List.copyOf(fields);
  }

  private static void leaves(
      String pointer, JsonNode value, boolean secret, List<FieldChange> into) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              field ->
                  leaves(
                      pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                      field.getValue(),
                      secret,
                      into));
    } else if (value.isArray() && value.valueStream().anyMatch(JsonNode::isObject)) {
      for (int i = 0; i < value.size(); i++) {
        leaves(pointer + "/" + i, value.get(i), secret, into);
      }
    } else {
      into.add(new FieldChange(path(pointer), null, text(value, secret && isData(pointer))));
    }
  }

  private static boolean isData(String pointer) {
    return pointer.startsWith("/data") || pointer.startsWith("/stringData");
  }

  private static ObjectNode comparable(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    copy.remove("status");
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(BOOKKEEPING);
    }
    return copy;
  }

  private static FieldChange change(JsonNode operation, JsonNode then, boolean secret) {
    String pointer = operation.path("path").asText();
    JsonNode before =
        switch (operation.path("op").asText()) {
          case "remove" -> then.at(pointer);
          case "replace" -> operation.get("fromValue");
          default -> null;
        };
    boolean hidden = secret && isData(pointer);
    JsonNode after = operation.path("op").asText().equals("remove") ? null : operation.get("value");
    return new FieldChange(path(pointer), text(before, hidden), text(after, hidden));
  }

  private static @Nullable String text(@Nullable JsonNode value, boolean hidden) {
    if (value == null || value.isMissingNode()) {
      return null;
    }
    if (hidden) {
      return HIDDEN;
    }
    String text = value.toString();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  private static String path(String pointer) {
    var path = new StringBuilder();
    for (String part : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
      String name = part.replace("~1", "/").replace("~0", "~");
      if (INDEX.matcher(name).matches()) {
        path.append('[').append(name).append(']');
      } else if (SIMPLE.matcher(name).matches()) {
        path.append(path.isEmpty() ? "" : ".").append(name);
      } else {
        path.append("[\"").append(name).append("\"]");
      }
    }
    return path.toString();
  }
}
