package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a backup location is doing on all clusters that count. */
public enum LocationPhase {
  @JsonPropertyDescription("No cluster is selected, or none was asked yet.")
  PENDING("Pending"),
  @JsonPropertyDescription("Clusters are at it, and none has reached a verdict.")
  VALIDATING("Validating"),
  @JsonPropertyDescription("All clusters can use it.")
  VALID("Valid"),
  @JsonPropertyDescription("Some clusters can use it.")
  PARTIALLY_VALID("PartiallyValid"),
  @JsonPropertyDescription("No cluster can use it.")
  INVALID("Invalid"),
  @JsonPropertyDescription("Being removed; waits until nothing names it.")
  REMOVING("Removing");

  private final String wire;

  LocationPhase(String wire) {
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
