package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** What an object differs from. */
public enum DriftLayer {
  @JsonPropertyDescription("An object of this group on the backup cluster differs from Git.")
  GIT("Git"),
  @JsonPropertyDescription("A Stork resource on an application cluster differs from intent.")
  CLUSTER("Cluster");

  private final String wire;

  DriftLayer(String wire) {
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
