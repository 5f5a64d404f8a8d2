package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** A day of the week. */
public enum Weekday {
  @JsonPropertyDescription("Mon.")
  MON("Mon"),
  @JsonPropertyDescription("Tue.")
  TUE("Tue"),
  @JsonPropertyDescription("Wed.")
  WED("Wed"),
  @JsonPropertyDescription("Thu.")
  THU("Thu"),
  @JsonPropertyDescription("Fri.")
  FRI("Fri"),
  @JsonPropertyDescription("Sat.")
  SAT("Sat"),
  @JsonPropertyDescription("Sun.")
  SUN("Sun");

  private final String wire;

  Weekday(String wire) {
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
