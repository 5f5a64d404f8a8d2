package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** What happens to objects that differ from Git. */
public enum DriftPolicy {
  @JsonPropertyDescription("They are put right and reported.")
  CORRECT("Correct"),
  @JsonPropertyDescription("They are reported.")
  REPORT("Report");

  private final String wire;

  DriftPolicy(String wire) {
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
