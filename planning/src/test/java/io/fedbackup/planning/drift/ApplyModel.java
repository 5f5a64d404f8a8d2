package io.fedbackup.planning.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Server-side apply with force, as far as it goes without lists that are merged: an object, and
 * what each of two managers owns.
 *
 * @param live the object without managedFields
 * @param ours what our manager owns
 * @param theirs what another manager owns
 */
record ApplyModel(ObjectNode live, ObjectNode ours, ObjectNode theirs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ApplyModel empty() {
    return new ApplyModel(
        JSON.createObjectNode(), JSON.createObjectNode(), JSON.createObjectNode());
  }

  /** What the server has after our manager applied this. */
  ApplyModel apply(ObjectNode wanted) {
    ObjectNode next = live.deepCopy();
    ObjectNode owned = fieldsOf(wanted);
    removeGivenUp(next, ours, owned, theirs);
    ObjectNode rest = theirs.deepCopy();
    merge(next, wanted, rest);
    return new ApplyModel(next, owned, rest);
  }

  /** What the server has after somebody wrote this value by update. */
  ApplyModel update(List<String> path, JsonNode value) {
    ObjectNode next = live.deepCopy();
    ObjectNode oursNext = ours.deepCopy();
    ObjectNode theirsNext = theirs.deepCopy();
    ObjectNode at = next;
    ObjectNode mine = oursNext;
    ObjectNode others = theirsNext;
    for (String name : path.subList(0, path.size() - 1)) {
      at = (ObjectNode) at.get(name);
      mine = mine.get("f:" + name) instanceof ObjectNode known ? known : JSON.createObjectNode();
      others = others.withObjectProperty("f:" + name);
    }
    JsonNode before = at.path(path.getLast());
    if (!Canonical.identical(before, value)) {
      at.set(path.getLast(), value);
      mine.remove("f:" + path.getLast());
      others.set("f:" + path.getLast(), leafOrFields(value));
    }
    return new ApplyModel(next, oursNext, theirsNext);
  }

  /** The object as a client reads it. */
  ObjectNode read() {
    ObjectNode object = live.deepCopy();
    var entries = object.withObjectProperty("metadata").putArray("managedFields");
    entries.addObject().put("manager", "us").put("operation", "Apply").set("fieldsV1", ours);
    entries.addObject().put("manager", "them").put("operation", "Update").set("fieldsV1", theirs);
    return object;
  }

  static ObjectNode fieldsOf(JsonNode object) {
    ObjectNode tree = JSON.createObjectNode();
    object
        .properties()
        .forEach(field -> tree.set("f:" + field.getKey(), leafOrFields(field.getValue())));
    return tree;
  }

  private static ObjectNode leafOrFields(JsonNode value) {
    return value.isObject() ? fieldsOf(value) : JSON.createObjectNode();
  }

  private static void removeGivenUp(
      ObjectNode live, JsonNode before, JsonNode after, JsonNode others) {
    for (var field : new ArrayList<>(before.properties())) {
      String name = field.getKey().substring(2);
      boolean leaf = field.getValue().isEmpty();
      if (!after.has(field.getKey()) && !others.has(field.getKey()) && leaf) {
        live.remove(name);
      } else if (live.get(name) instanceof ObjectNode child) {
        removeGivenUp(
            child, field.getValue(), after.path(field.getKey()), others.path(field.getKey()));
        if (child.isEmpty() && !after.has(field.getKey()) && !others.has(field.getKey())) {
          live.remove(name);
        }
      }
    }
  }

  private static void merge(ObjectNode live, JsonNode wanted, ObjectNode others) {
    for (var field : wanted.properties()) {
      JsonNode have = live.get(field.getKey());
      String step = "f:" + field.getKey();
      if (field.getValue().isObject() && have instanceof ObjectNode there) {
        ObjectNode theirs =
            others.get(step) instanceof ObjectNode known ? known : JSON.createObjectNode();
        merge(there, field.getValue(), theirs);
      } else if (have == null || !Canonical.identical(have, field.getValue())) {
        live.set(field.getKey(), field.getValue().deepCopy());
        others.remove(step);
      }
    }
  }
}
