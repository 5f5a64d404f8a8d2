package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a schedule is doing on all clusters that count. */
public enum SchedulePhase {
  @JsonPropertyDescription("No cluster is selected, or it reached none yet.")
  PENDING("Pending"),
  @JsonPropertyDescription("It stands on all clusters.")
  ACTIVE("Active"),
  @JsonPropertyDescription("It stands on some clusters.")
  PARTIALLY_ACTIVE("PartiallyActive"),
  @JsonPropertyDescription("It stands on no cluster.")
  BLOCKED("Blocked"),
  @JsonPropertyDescription("It starts no runs.")
  SUSPENDED("Suspended"),
  @JsonPropertyDescription("Being removed.")
  REMOVING("Removing");

  private final String wire;

  SchedulePhase(String wire) {
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
