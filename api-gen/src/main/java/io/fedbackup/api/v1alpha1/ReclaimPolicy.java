package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** What becomes of the data in the store when the record of a backup goes. */
public enum ReclaimPolicy {
  @JsonPropertyDescription("It stays.")
  RETAIN("Retain"),
  @JsonPropertyDescription("It is deleted.")
  DELETE("Delete");

  private final String wire;

  ReclaimPolicy(String wire) {
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
