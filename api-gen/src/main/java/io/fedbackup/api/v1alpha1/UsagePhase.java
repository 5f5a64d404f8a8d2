package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether an object is used. */
public enum UsagePhase {
  @JsonPropertyDescription("Nothing names it.")
  UNUSED("Unused"),
  @JsonPropertyDescription("Something names it.")
  IN_USE("InUse"),
  @JsonPropertyDescription("It cannot be used; condition Stalled says why.")
  REFUSED("Refused"),
  @JsonPropertyDescription("Being removed; waits until nothing names it.")
  REMOVING("Removing");

  private final String wire;

  UsagePhase(String wire) {
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
