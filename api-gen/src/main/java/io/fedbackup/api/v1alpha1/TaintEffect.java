package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a taint does to pods. */
public enum TaintEffect {
  @JsonPropertyDescription("They are not scheduled there.")
  NO_SCHEDULE("NoSchedule"),
  @JsonPropertyDescription("They are scheduled there last.")
  PREFER_NO_SCHEDULE("PreferNoSchedule"),
  @JsonPropertyDescription("They are evicted, too.")
  NO_EXECUTE("NoExecute");

  private final String wire;

  TaintEffect(String wire) {
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
