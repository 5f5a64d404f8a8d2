package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** A Git service. */
public enum GitProvider {
  @JsonPropertyDescription("GitHub.")
  GIT_HUB("GitHub"),
  @JsonPropertyDescription("GitLab.")
  GIT_LAB("GitLab"),
  @JsonPropertyDescription("Gitea or Forgejo.")
  GITEA("Gitea"),
  @JsonPropertyDescription("Azure DevOps.")
  AZURE_DEV_OPS("AzureDevOps");

  private final String wire;

  GitProvider(String wire) {
    this.wire = wire;
  }

  /** The name on the wire, as users read and write it. */
  @JsonValue
  public String wire() {
    return wire;
  }

  @Override
  public String toString() {
    return wire;
  }
}
