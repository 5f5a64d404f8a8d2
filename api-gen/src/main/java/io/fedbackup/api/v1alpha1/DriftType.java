package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** What is wrong with an object. */
public enum DriftType {
  @JsonPropertyDescription("It is wanted and not there. Who removed it the API does not say.")
  MISSING("Missing"),
  @JsonPropertyDescription("Fields have other values.")
  MODIFIED("Modified"),
  @JsonPropertyDescription("It is there and not wanted. It is reported and never removed for that.")
  EXTRA("Extra");

  private final String wire;

  DriftType(String wire) {
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
