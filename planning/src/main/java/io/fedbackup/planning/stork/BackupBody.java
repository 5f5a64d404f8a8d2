package io.fedbackup.planning.stork;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.api.v1alpha1.BackupTemplate;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.api.v1alpha1.ResourceSelector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spec of an ApplicationBackup: of one, or in a schedule's template.
 *
 * <p>{@code reclaimPolicy} is always written, since Stork's default erases data. Items of {@code
 * includeResources} have all their fields: Stork would add the empty ones, and the list would
 * differ for ever.
 */
final class BackupBody {
  private final ObjectNode spec = JsonNodeFactory.instance.objectNode();

  private BackupBody() {}

  static ObjectNode of(
      BackupTemplate template,
      NamespaceChoice choice,
      References references,
      ReclaimPolicy policy) {
    var body = new BackupBody();
    body.spec.put("backupLocation", references.location());
    body.spec.put("reclaimPolicy", policy.wire());
    body.namespaces(choice);
    if (template.labelSelector() != null) {
      body.map("selectors", template.labelSelector().matchLabels());
    }
    body.list("resourceTypes", template.resourceTypes());
    body.included(template.includeResources());
    body.text("preExecRule", references.preRule());
    body.text("postExecRule", references.postRule());
    body.map("csiSnapshotClassMap", template.volumeSnapshotClasses());
    body.map("options", template.options());
    return body.spec;
  }

  private void namespaces(NamespaceChoice choice) {
    switch (choice) {
      case NamespaceChoice.All _ -> list("namespaces", List.of("*"));
      case NamespaceChoice.Selected selected -> text("namespaceSelector", selected.selector());
      case NamespaceChoice.Named named -> list("namespaces", named.present());
      case NamespaceChoice.NoneThere none -> list("namespaces", none.missing());
      case NamespaceChoice.Refused refused ->
          throw new IllegalArgumentException("never written: " + refused.refused());
    }
  }

  private void included(List<ResourceSelector> resources) {
    if (!resources.isEmpty()) {
      var array = spec.putArray("includeResources");
      for (var one : resources) {
        array
            .addObject()
            .put("name", one.name())
            .put("namespace", one.namespace() == null ? "" : one.namespace())
            .put("group", one.group())
            .put("version", one.version())
            .put("kind", one.kind());
      }
    }
  }

  private void list(String field, List<String> values) {
    if (!values.isEmpty()) {
      var array = spec.putArray(field);
      values.forEach(array::add);
    }
  }

  private void map(String field, Map<String, String> values) {
    if (!values.isEmpty()) {
      var object = spec.putObject(field);
      values.forEach(object::put);
    }
  }

  private void text(String field, @Nullable String value) {
    if (value != null) {
      spec.put(field, value);
    }
  }
}
