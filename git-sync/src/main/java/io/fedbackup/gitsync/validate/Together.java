package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Problems;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.report.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known across documents. Used once; not thread-safe. */
final class Together {
  private final List<ObjectRule> objectRules;
  private final Scope scope;
  private final Problems errors = new Problems();
  private final Problems warnings = new Problems();
  private final List<References.Reference> references = new ArrayList<>();
  private final Map<ObjectKey, CheckedDocument> seen = new LinkedHashMap<>();
  private final List<Manifest> sound = new ArrayList<>();
  private int documents;
  private boolean complete = true;

  Together(List<ObjectRule> objectRules, Scope scope) {
    this.objectRules = objectRules;
    this.scope = scope;
  }

  void add(CheckedFile file) {
    List<Problem> flaws = file.flaws();
    errors.addAll(flaws);
    complete &= flaws.isEmpty();
    for (CheckedDocument document : file.documents()) {
      documents++;
      errors.addAll(document.findings().problems());
      references.addAll(document.references());
      document
          .manifest()
          .ifPresentOrElse(manifest -> add(document, manifest), () -> complete = false);
    }
  }

  private void add(CheckedDocument document, Manifest manifest) {
    CheckedDocument earlier = seen.putIfAbsent(manifest.key(), document);
    if (earlier != null) {
      errors.add(duplicate(document, manifest, earlier));
      return;
    }
    if (document.findings().isEmpty() && mayBecome(document, manifest)) {
      sound.add(manifest);
    }
  }

  private static Problem duplicate(
      CheckedDocument document, Manifest manifest, CheckedDocument earlier) {
    return document
        .findings()
        .problem(
            "/metadata/name",
            Rule.DUPLICATE_OBJECT,
            Severity.ERROR,
            "%s is described already at %s"
                .formatted(manifest.key().shortName(), earlier.findings().start()),
            "remove or rename one of the two");
  }

  private boolean mayBecome(CheckedDocument document, Manifest manifest) {
    Optional<JsonNode> live = scope.live().find(manifest.key());
    if (live.isEmpty()) {
      return true;
    }
    int before = errors.total();
    Findings findings = document.findings();
    var subject =
        new Subject(
            manifest.kind(), manifest.key().namespace(), manifest.body(), true, pointer -> true);
    for (ObjectRule rule : objectRules) {
      rule.checkTransition(
          subject,
          live.get(),
          (pointer, r, message, remedy) ->
              errors.add(findings.problem(pointer, r, Severity.ERROR, message, remedy)));
    }
    return errors.total() == before;
  }

  Validated result(List<FleetRule> fleetRules) {
    if (documents == 0 && errors.isEmpty()) {
      errors.add(Validator.noDocuments());
    }
    References.resolve(references, seen.keySet(), scope.others(), errors);
    if (complete) {
      List<Manifest> all =
          seen.values().stream().flatMap(document -> document.manifest().stream()).toList();
      fleetRules.forEach(rule -> rule.check(all, this::report));
    }
    return new Validated(List.copyOf(sound), errors.sorted(), errors.total(), warnings.sorted());
  }

  private void report(
      ObjectKey object,
      String pointer,
      Rule rule,
      Severity severity,
      String message,
      String remedy) {
    CheckedDocument document = seen.get(object);
    if (document == null) {
      throw new IllegalArgumentException("a rule reported on what it was not given: " + object);
    }
    Problem problem = document.findings().problem(pointer, rule, severity, message, remedy);
    (severity == Severity.ERROR ? errors : warnings).add(problem);
  }
}
