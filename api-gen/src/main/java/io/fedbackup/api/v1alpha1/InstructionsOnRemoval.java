package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** What happens to instructions when their ApplicationCluster is removed. */
public enum InstructionsOnRemoval {
  @JsonPropertyDescription("They are removed.")
  REMOVE("Remove"),
  @JsonPropertyDescription("They stay on the cluster.")
  KEEP("Keep");

  private final String wire;

  InstructionsOnRemoval(String wire) {
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
