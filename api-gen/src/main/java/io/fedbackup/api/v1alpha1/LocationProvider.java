package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** Kind of object store. */
public enum LocationProvider {
  @JsonPropertyDescription("Azure Blob Storage.")
  AZURE("azure");

  private final String wire;

  LocationProvider(String wire) {
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
