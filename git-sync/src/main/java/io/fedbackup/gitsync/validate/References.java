package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Problems;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.report.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** References from one object to another: found per document, resolved once at the end. */
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

  /** One reference, with the place where it is written. */
  record Reference(Findings from, String pointer, ObjectKey to) {}

  private References() {}

  /** What this document refers to in its own namespace; others are not allowed yet. */
  static List<Reference> of(Findings from, String kind, String namespace, JsonNode root) {
    List<Reference> references = new ArrayList<>();
    SINGLES_BY_KIND
        .getOrDefault(kind, Map.of())
        .forEach(
            (pointer, target) -> {
              JsonNode reference = root.at(pointer);
              if (reference.path("namespace").asText(namespace).equals(namespace)) {
                var to = key(target, namespace, reference.path("name"));
                to.ifPresent(
                    object -> references.add(new Reference(from, pointer + "/name", object)));
              }
            });
    LISTS_BY_KIND
        .getOrDefault(kind, Map.of())
        .forEach(
            (pointer, target) -> {
              JsonNode names = root.at(pointer);
              for (int i = 0; i < names.size(); i++) {
                String at = pointer + '/' + i;
                key(target, namespace, names.path(i))
                    .ifPresent(object -> references.add(new Reference(from, at, object)));
              }
            });
    return List.copyOf(references);
  }

  private static Optional<ObjectKey> key(String kind, String namespace, JsonNode name) {
    return name.isTextual() && !name.asText().isEmpty()
        ? Optional.of(new ObjectKey(kind, namespace, name.asText()))
        : Optional.empty();
  }

  /** Reports what is neither among these objects nor known otherwise. */
  static void resolve(
      List<Reference> references,
      Set<ObjectKey> inDocuments,
      KnownObjects others,
      Problems problems) {
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
        .forEach(reference -> problems.add(problem(reference)));
  }

  private static Problem problem(Reference reference) {
    ObjectKey to = reference.to();
    return reference
        .from()
        .problem(
            reference.pointer(),
            Rule.REFERENCE_NOT_FOUND,
            Severity.ERROR,
            "there is no %s '%s'%s"
                .formatted(
                    to.kind(),
                    FieldPath.cut(to.name()),
                    to.namespace().isEmpty() ? "" : " in namespace " + to.namespace()),
            "correct the name, or add the object");
  }
}
