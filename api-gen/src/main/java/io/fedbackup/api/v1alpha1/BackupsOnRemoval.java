package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** What happens to Stork's backup records when their ApplicationCluster is removed. */
public enum BackupsOnRemoval {
  @JsonPropertyDescription("They stay on the cluster.")
  RETAIN("Retain"),
  @JsonPropertyDescription("They go, and an OrphanedBackup each stays.")
  REMOVE("Remove");

  private final String wire;

  BackupsOnRemoval(String wire) {
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
