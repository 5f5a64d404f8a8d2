package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a namespace may do with an object shared with it. */
public enum ShareAccess {
  @JsonPropertyDescription("Name it in its own objects.")
  USE("Use");

  private final String wire;

  ShareAccess(String wire) {
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
