package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether anything differs from intent. */
public enum DriftPhase {
  @JsonPropertyDescription("Nothing differs now; the entries are history.")
  IN_SYNC("InSync"),
  @JsonPropertyDescription("Something differs.")
  DRIFTED("Drifted");

  private final String wire;

  DriftPhase(String wire) {
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
