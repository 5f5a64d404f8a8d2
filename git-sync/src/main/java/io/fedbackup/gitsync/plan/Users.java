package io.fedbackup.gitsync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.Collection;
import java.util.Map;

/**
 * Who refers to whom: a field {@code …Ref} with a name, or {@code clusters.names}. The field's name
 * tells the kind.
 */
final class Users {
  private static final Map<String, String> SUFFIXES =
      Map.of(
          "policyref", "SchedulePolicy",
          "locationref", "BackupLocation",
          "ruleref", "Rule",
          "clusterref", "ApplicationCluster");

  private Users() {}

  /** Whether the object refers to one of these in its own namespace. */
  static boolean uses(LiveObject object, Collection<ObjectKey> used) {
    return used.stream()
        .filter(key -> key.namespace().equals(object.key().namespace()))
        .anyMatch(key -> uses(object.json().path("spec"), key));
  }

  private static boolean uses(JsonNode value, ObjectKey key) {
    if (value.isArray()) {
      return value.valueStream().anyMatch(item -> uses(item, key));
    }
    return value
        .propertyStream()
        .anyMatch(
            field -> refers(field.getKey(), field.getValue(), key) || uses(field.getValue(), key));
  }

  private static boolean refers(String field, JsonNode value, ObjectKey key) {
    if (field.equals("clusters")) {
      return key.kind().equals("ApplicationCluster")
          && value.path("names").valueStream().anyMatch(name -> name.asText().equals(key.name()));
    }
    String lower = field.toLowerCase(java.util.Locale.ROOT);
    return SUFFIXES.entrySet().stream()
        .anyMatch(
            suffix ->
                lower.endsWith(suffix.getKey())
                    && suffix.getValue().equals(key.kind())
                    && value.path("name").asText().equals(key.name()));
  }
}
