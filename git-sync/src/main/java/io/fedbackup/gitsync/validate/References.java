package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.report.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** References from one object to another: collected per document, resolved once at the end. */
final class References {
  private static final Map<String, String> CLUSTERS =
      Map.of("/spec/clusters/names", "ApplicationCluster");
  private static final Map<String, Map<String, String>> LISTS_BY_KIND =
      Map.of("BackupSchedule", CLUSTERS, "BackupLocation", CLUSTERS);
  private static final Map<String, Map<String, String>> SINGLES_BY_KIND =
      Map.of(
          "BackupSchedule",
          Map.of(
              "/spec/schedulePolicyRef", "SchedulePolicy",
              "/spec/locationRef", "BackupLocation",
              "/spec/template/preRuleRef", "Rule",
              "/spec/template/postRuleRef", "Rule"),
          "Backup",
          Map.of(
              "/spec/clusterRef", "ApplicationCluster",
              "/spec/locationRef", "BackupLocation",
              "/spec/preRuleRef", "Rule",
              "/spec/postRuleRef", "Rule"));

  private record Reference(Findings from, String pointer, ObjectKey to) {}

  private final List<Reference> references = new ArrayList<>();

  /** Notes what this document refers to in its own namespace. */
  void collect(Findings from, String kind, String namespace, JsonNode root) {
    SINGLES_BY_KIND
        .getOrDefault(kind, Map.of())
        .forEach(
            (pointer, target) -> {
              JsonNode reference = root.at(pointer);
              if (!reference.has("namespace")) {
                add(from, pointer + "/name", target, namespace, reference.path("name"));
              }
            });
    LISTS_BY_KIND
        .getOrDefault(kind, Map.of())
        .forEach(
            (pointer, target) -> {
              JsonNode names = root.at(pointer);
              for (int i = 0; i < names.size(); i++) {
                add(from, pointer + '/' + i, target, namespace, names.get(i));
              }
            });
  }

  private void add(Findings from, String pointer, String kind, String namespace, JsonNode name) {
    if (name.isTextual() && !name.asText().isEmpty()) {
      references.add(new Reference(from, pointer, new ObjectKey(kind, namespace, name.asText())));
    }
  }

  /** Reports what is neither among these objects nor known otherwise. */
  void resolve(Set<ObjectKey> inDocuments, KnownObjects others) {
    Set<ObjectKey> open =
        references.stream()
            .map(Reference::to)
            .filter(key -> !inDocuments.contains(key))
            .collect(Collectors.toCollection(TreeSet::new));
    if (open.isEmpty()) {
      return;
    }
    open.removeAll(others.existing(open));
    references.stream()
        .filter(reference -> open.contains(reference.to()))
        .forEach(References::report);
  }

  private static void report(Reference reference) {
    ObjectKey to = reference.to();
    reference
        .from()
        .atValue(
            reference.pointer(),
            Rule.REFERENCE_NOT_FOUND,
            "there is no %s '%s'%s"
                .formatted(
                    to.kind(),
                    FieldPath.cut(to.name()),
                    to.namespace().isEmpty() ? "" : " in namespace " + to.namespace()),
            "correct the name, or add the object");
  }
}
