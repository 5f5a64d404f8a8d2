package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a toleration compares. */
public enum TolerationOperator {
  @JsonPropertyDescription("Key and value are equal.")
  EQUAL("Equal"),
  @JsonPropertyDescription("The key is there.")
  EXISTS("Exists");

  private final String wire;

  TolerationOperator(String wire) {
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
