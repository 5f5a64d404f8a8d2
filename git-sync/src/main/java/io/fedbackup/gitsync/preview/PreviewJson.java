package io.fedbackup.gitsync.preview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.consequence.Consequence;

/** A preview for programs. Field names are part of the command line's contract. */
public final class PreviewJson {
  private PreviewJson() {}

  /** As the reference of the command line describes it. */
  public static ObjectNode of(Preview preview) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("verdict", preview.verdict().wireName());
    node.put("revision", preview.revision());
    node.put("owner", preview.owner());
    objects(node, preview.objects());
    ArrayNode consequences = node.putArray("consequences");
    preview.fleet().consequences().forEach(it -> add(consequences.addObject(), it));
    ArrayNode unknown = node.putArray("unknown");
    preview.fleet().unknown().forEach(unknown::add);
    ArrayNode notes = node.putArray("notes");
    preview.notes().forEach(notes::add);
    return node;
  }

  private static void objects(ObjectNode node, Preview.Objects objects) {
    ArrayNode changes = node.putArray("changes");
    objects.changes().forEach(change -> add(changes.addObject(), change));
    ArrayNode refusals = node.putArray("refusals");
    objects
        .refusals()
        .forEach(it -> key(refusals.addObject(), it.key()).put("message", it.reason()));
    node.put("unchanged", objects.unchanged());
    node.put("notRemoved", objects.notRemoved());
    objects
        .held()
        .ifPresent(
            held ->
                node.putObject("confirmation")
                    .put("token", held.token())
                    .put("removals", held.removals())
                    .put("maximum", held.maximum()));
  }

  private static ObjectNode key(ObjectNode node, ObjectKey key) {
    return node.put("kind", key.kind()).put("namespace", key.namespace()).put("name", key.name());
  }

  private static void add(ObjectNode node, ObjectChange change) {
    node.put("action", change.action().word());
    key(node, change.key());
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
