package io.fedbackup.gitsync.preview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.planning.consequence.Consequence;

/** A preview for programs. Field names are part of the command line's contract. */
public final class PreviewJson {
  private PreviewJson() {}

  /** {@code {revision, dangerous, changes[], consequences[], unchanged, notRemoved, …}}. */
  public static ObjectNode of(Preview preview) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("revision", preview.revision());
    node.put("dangerous", preview.isDangerous());
    ArrayNode changes = node.putArray("changes");
    preview.changes().forEach(change -> add(changes.addObject(), change));
    ArrayNode consequences = node.putArray("consequences");
    preview.consequences().forEach(it -> add(consequences.addObject(), it));
    node.put("unchanged", preview.unchanged());
    node.put("notRemoved", preview.notRemoved());
    preview
        .confirmation()
        .ifPresent(
            held ->
                node.putObject("confirmation")
                    .put("token", held.token())
                    .put("removals", held.removals())
                    .put("maximum", held.maximum()));
    return node;
  }

  private static void add(ObjectNode node, ObjectChange change) {
    node.put("action", change.action().word());
    node.put("kind", change.key().kind());
    node.put("namespace", change.key().namespace());
    node.put("name", change.key().name());
    ArrayNode fields = node.putArray("fields");
    change
        .fields()
        .forEach(
            field ->
                fields
                    .addObject()
                    .put("path", field.path())
                    .put("before", field.before())
                    .put("after", field.after()));
  }

  private static void add(ObjectNode node, Consequence consequence) {
    node.put("severity", consequence.severity().wireName());
    node.put("effect", consequence.effect().wireName());
    node.putObject("cluster")
        .put("namespace", consequence.cluster().namespace())
        .put("name", consequence.cluster().name());
    node.put("object", consequence.object());
    node.put("message", consequence.message());
    ArrayNode items = node.putArray("items");
    consequence.items().forEach(items::add);
    node.put("count", consequence.count());
  }
}
