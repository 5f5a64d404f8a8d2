package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.report.Place;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Problems;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.yaml.YamlContent.Flaw;
import io.fedbackup.gitsync.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether documents may be applied, and says everything that is wrong with them at once.
 * Thread-safe.
 */
public final class Validator {
  private final Catalog catalog;
  private final List<ObjectRule> rules;

  /** A validator for these kinds, with further rules. */
  public Validator(Catalog catalog, List<ObjectRule> rules) {
    this.catalog = catalog;
    this.rules = List.copyOf(rules);
  }

  /** Checks all documents of these files. No document at all is a problem of its own. */
  public Validated validate(List<SourceDocuments> files, Scope scope) {
    return new Run(scope).validate(files);
  }

  /** One validation; holds what is known across documents. */
  private final class Run {
    private final Scope scope;
    private final Problems problems = new Problems();
    private final References references = new References();
    private final Map<ObjectKey, Place> seen = new HashMap<>();
    private final List<Manifest> manifests = new ArrayList<>();

    Run(Scope scope) {
      this.scope = scope;
    }

    Validated validate(List<SourceDocuments> files) {
      int documents = 0;
      for (SourceDocuments file : files) {
        for (Flaw flaw : file.content().flaws()) {
          problems.add(flaw.in(file.file()));
        }
        for (YamlDocument document : file.content().documents()) {
          documents++;
          check(new Findings(file.file(), document, problems));
        }
      }
      if (documents == 0 && problems.isEmpty()) {
        problems.add(noDocuments());
      }
      references.resolve(seen.keySet(), scope.others());
      return new Validated(List.copyOf(manifests), problems.sorted(), problems.total());
    }

    private void check(Findings findings) {
      var root = findings.document().root();
      Optional<ResourceKind> kind = new EnvelopeCheck(catalog, findings).kind(root);
      if (kind.isEmpty() || !(root instanceof ObjectNode object)) {
        return;
      }
      new MetadataCheck(findings).check(object);
      structure(findings, kind.get(), object);
      if (findings.isEmpty()) {
        new MeaningCheck(findings).check(kind.get().kind(), object);
        rules.forEach(rule -> rule.check(kind.get(), object, findings::atValue));
      }
      register(findings, kind.get(), object);
    }

    private void structure(Findings findings, ResourceKind kind, ObjectNode object) {
      ObjectNode body = object.deepCopy();
      body.remove(List.of("metadata", "apiVersion", "kind"));
      if (body.remove("status") != null) {
        findings.atKey(
            "/status", Rule.RESERVED, "status is written by the control plane", "remove it");
      }
      new StructureCheck(findings).check(kind.schema(), body, "");
    }

    private void register(Findings findings, ResourceKind kind, ObjectNode object) {
      var metadata = object.path("metadata");
      String namespace = metadata.path("namespace").asText(scope.defaultNamespace().orElse(""));
      confine(findings, namespace);
      var key = new ObjectKey(kind.kind(), namespace, metadata.path("name").asText(""));
      if (key.name().isEmpty()) {
        return;
      }
      Place earlier = seen.putIfAbsent(key, findings.start());
      if (earlier != null) {
        findings.atValue(
            "/metadata/name",
            Rule.DUPLICATE_OBJECT,
            "%s is described already at %s".formatted(key.shortName(), earlier),
            "remove or rename one of the two");
      }
      references.collect(findings, kind.kind(), namespace, object);
      if (findings.isEmpty()) {
        manifests.add(new Manifest(key, kind, placed(object, namespace), findings.start()));
      }
    }

    private void confine(Findings findings, String namespace) {
      scope
          .onlyNamespace()
          .filter(only -> !only.equals(namespace))
          .ifPresent(
              only ->
                  findings.atValue(
                      "/metadata/namespace",
                      Rule.NAMESPACE_NOT_ALLOWED,
                      "namespace '%s' is not the target namespace"
                          .formatted(FieldPath.cut(namespace)),
                      "remove the line, or write " + only));
    }

    private static ObjectNode placed(ObjectNode object, String namespace) {
      if (namespace.isEmpty() || object.path("metadata").has("namespace")) {
        return object;
      }
      ObjectNode copy = object.deepCopy();
      copy.withObjectProperty("metadata").put("namespace", namespace);
      return copy;
    }
  }

  private static Problem noDocuments() {
    return Problem.ofText(
        Place.ofFile("."),
        Rule.NO_DOCUMENTS,
        "there are no documents: no file that ends in .yaml or .yml holds one",
        "check the path; to remove everything, remove the GitSync");
  }
}
