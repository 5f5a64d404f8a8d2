package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a schedule is doing on one cluster. */
public enum ScheduleState {
  @JsonPropertyDescription("Not written to the cluster yet.")
  PENDING("Pending"),
  @JsonPropertyDescription("Stork on the cluster has it.")
  SCHEDULED("Scheduled"),
  @JsonPropertyDescription("It is there, and starts no runs.")
  SUSPENDED("Suspended"),
  @JsonPropertyDescription("Something it needs is missing; reason and message say what.")
  BLOCKED("Blocked"),
  @JsonPropertyDescription("It cannot be written or run; reason and message say why.")
  FAILED("Failed"),
  @JsonPropertyDescription("Does not count: the cluster is hibernated, suspended or being removed.")
  SKIPPED("Skipped"),
  @JsonPropertyDescription("No longer selected; its instructions are being removed.")
  LEAVING("Leaving");

  private final String wire;

  ScheduleState(String wire) {
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
