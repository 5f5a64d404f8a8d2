package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether a condition holds. */
public enum ConditionStatus {
  @JsonPropertyDescription("It holds.")
  TRUE("True"),
  @JsonPropertyDescription("It does not hold; reason and message say why.")
  FALSE("False"),
  @JsonPropertyDescription("It cannot be told; reason and message say why.")
  UNKNOWN("Unknown");

  private final String wire;

  ConditionStatus(String wire) {
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
