package io.fedbackup.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;

/**
 * The CRD of one kind, as it is applied to a backup cluster.
 *
 * @param kind the kind, for example {@code Backup}
 * @param plural its plural, for example {@code backups}
 * @param yaml the CRD as one YAML document
 * @param definition the CRD; a shared value that must not be changed
 * @param schema the schema of the one version, {@code openAPIV3Schema}; must not be changed
 */
public record CrdResource(
    String kind, String plural, String yaml, CustomResourceDefinition definition, JsonNode schema) {

  /** The CRD's name, for example {@code backups.fedbackup.io}. */
  public String name() {
    return definition.getMetadata().getName();
  }
}
