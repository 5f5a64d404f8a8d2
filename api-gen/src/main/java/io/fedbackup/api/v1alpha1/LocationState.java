package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a backup location is doing on one cluster. */
public enum LocationState {
  @JsonPropertyDescription("Not written to the cluster yet.")
  PENDING("Pending"),
  @JsonPropertyDescription("The agent is at it, and nothing is known yet.")
  VALIDATING("Validating"),
  @JsonPropertyDescription("The cluster has proved that it can read, write and delete there.")
  VALID("Valid"),
  @JsonPropertyDescription("The cluster cannot use it; reason, message and remedy say why.")
  FAILED("Failed"),
  @JsonPropertyDescription("Does not count: the cluster is hibernated, suspended or being removed.")
  SKIPPED("Skipped"),
  @JsonPropertyDescription(
      "No longer selected; it stays on the cluster until nothing there names it.")
  LEAVING("Leaving");

  private final String wire;

  LocationState(String wire) {
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
