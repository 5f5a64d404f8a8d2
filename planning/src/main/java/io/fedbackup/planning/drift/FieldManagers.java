package io.fedbackup.planning.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The managedFields of one live object: who wrote which field, and when. */
final class FieldManagers {
  /** One entry of managedFields. */
  record Entry(String manager, boolean applied, @Nullable Instant time, JsonNode fields) {}

  private final String ours;
  private final List<Entry> entries;
  private final JsonNode owned;

  private FieldManagers(String ours, List<Entry> entries, JsonNode owned) {
    this.ours = ours;
    this.entries = entries;
    this.owned = owned;
  }

  /** Reads {@code metadata.managedFields}; entries of the status subresource are left out. */
  static FieldManagers of(JsonNode live, String ours) {
    var entries = new ArrayList<Entry>();
    JsonNode owned = JsonNodeFactory.instance.objectNode();
    for (var entry : live.path("metadata").path("managedFields")) {
      if (!entry.path("subresource").asText("").isEmpty()) {
        continue;
      }
      var read = read(entry);
      entries.add(read);
      if (read.applied() && read.manager().equals(ours)) {
        owned = read.fields();
      }
    }
    return new FieldManagers(ours, entries, owned);
  }

  /** The tree of fields that our manager owns by apply. */
  JsonNode owned() {
    return owned;
  }

  /** All managers' trees in one: it shows which lists the server merges by key. */
  JsonNode structure() {
    var all = JsonNodeFactory.instance.objectNode();
    entries.forEach(entry -> merge(all, entry.fields()));
    return all;
  }

  /** The entry other than ours that owns the field at {@code steps} and wrote last, if any. */
  @Nullable Entry lastWriter(List<String> steps) {
    Entry last = null;
    for (var entry : entries) {
      var other = !entry.manager().equals(ours);
      if (other && covers(entry.fields(), steps) && (last == null || later(entry, last))) {
        last = entry;
      }
    }
    return last;
  }

  private static boolean later(Entry entry, Entry than) {
    return entry.time() != null && (than.time() == null || entry.time().isAfter(than.time()));
  }

  /** A leaf of a manager's tree covers everything below it. */
  private static boolean covers(JsonNode tree, List<String> steps) {
    var at = tree;
    for (var step : steps) {
      at = at.path(step);
      if (at.isMissingNode()) {
        return false;
      }
      if (at.isEmpty()) {
        return true;
      }
    }
    return true;
  }

  private static Entry read(JsonNode entry) {
    return new Entry(
        entry.path("manager").asText(""),
        "Apply".equals(entry.path("operation").asText("")),
        time(entry.path("time").asText("")),
        entry.path("fieldsV1"));
  }

  private static @Nullable Instant time(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null; // input of a cluster: a time that nobody can read is a time that is not known
    }
  }

  private static void merge(ObjectNode into, JsonNode from) {
    from.properties()
        .forEach(
            field -> {
              if (into.get(field.getKey()) instanceof ObjectNode known) {
                merge(known, field.getValue());
              } else {
                into.set(field.getKey(), field.getValue().deepCopy());
              }
            });
  }
}
