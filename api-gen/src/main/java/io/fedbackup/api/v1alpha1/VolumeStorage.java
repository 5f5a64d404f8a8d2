package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** Where the data of a volume is. */
public enum VolumeStorage {
  @JsonPropertyDescription("In the object store.")
  STORE("Store"),
  @JsonPropertyDescription("In a snapshot in the cluster's own cloud account.")
  SNAPSHOT("Snapshot");

  private final String wire;

  VolumeStorage(String wire) {
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
