package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.sops.EncryptedSecret;
import io.fedbackup.gitsync.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that one document says about itself. Thread-safe. */
final class DocumentCheck {
  /** What a rule found, before it is known whether it is news. */
  private record Found(String pointer, Rule rule, String message, String remedy) {}

  private final Catalog catalog;
  private final List<ObjectRule> rules;
  private final Optional<String> defaultNamespace;
  private final Optional<String> onlyNamespace;

  DocumentCheck(Catalog catalog, List<ObjectRule> rules, Scope scope) {
    this.catalog = catalog;
    this.rules = rules;
    this.defaultNamespace = scope.defaultNamespace();
    this.onlyNamespace = scope.onlyNamespace();
  }

  CheckedDocument check(String file, YamlDocument document) {
    var findings = new Findings(file, document);
    Optional<ResourceKind> kind = new EnvelopeCheck(catalog, findings).kind(document.root());
    if (kind.isEmpty() || !(document.root() instanceof ObjectNode object)) {
      return new CheckedDocument(findings, Optional.empty(), List.of());
    }
    new MetadataCheck(findings).check(object);
    new StructureCheck(findings).checkObject(kind.get().schema(), object);
    String namespace =
        object.path("metadata").path("namespace").asText(defaultNamespace.orElse(""));
    confine(findings, namespace);
    meaning(
        findings,
        new Subject(kind.get(), namespace, object, findings.isTyped(), findings.soundness()));
    return identified(findings, kind.get(), namespace, object);
  }

  private void meaning(Findings findings, Subject subject) {
    for (ObjectRule rule : rules) {
      List<Found> found = new ArrayList<>();
      rule.check(
          subject,
          (pointer, r, message, remedy) -> found.add(new Found(pointer, r, message, remedy)));
      List<Found> news = found.stream().filter(f -> findings.isSound(f.pointer())).toList();
      news.forEach(f -> findings.atValue(f.pointer(), f.rule(), f.message(), f.remedy()));
    }
  }

  private void confine(Findings findings, String namespace) {
    onlyNamespace
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

  private static CheckedDocument identified(
      Findings findings, ResourceKind kind, String namespace, ObjectNode object) {
    String name = object.path("metadata").path("name").asText("");
    if (name.isEmpty()) {
      return new CheckedDocument(findings, Optional.empty(), List.of());
    }
    var key = new ObjectKey(kind.kind(), namespace, name);
    // what is encrypted is authenticated as it stands: it gets its namespace when it is decrypted
    ObjectNode body = EncryptedSecret.isEncrypted(object) ? object : placed(object, namespace);
    var manifest = new Manifest(key, kind, body, findings.start());
    return new CheckedDocument(
        findings, Optional.of(manifest), References.of(findings, kind.kind(), namespace, object));
  }

  /** The object in its namespace; shares all other parts with what was read. */
  private static ObjectNode placed(ObjectNode object, String namespace) {
    if (namespace.isEmpty()
        || object.path("metadata").has("namespace")
        || !(object.get("metadata") instanceof ObjectNode metadata)) {
      return object;
    }
    ObjectNode inNamespace = JsonNodeFactory.instance.objectNode();
    inNamespace.setAll(metadata);
    inNamespace.put("namespace", namespace);
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(object);
    copy.set("metadata", inNamespace);
    return copy;
  }
}
