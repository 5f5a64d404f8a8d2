package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a backup is doing. */
public enum BackupPhase {
  @JsonPropertyDescription("Not begun.")
  PENDING("Pending"),
  @JsonPropertyDescription("Stork is at it.")
  IN_PROGRESS("InProgress"),
  @JsonPropertyDescription("All that was asked for is in the store.")
  SUCCESS("Success"),
  @JsonPropertyDescription("Some of it is in the store.")
  PARTIAL_SUCCESS("PartialSuccess"),
  @JsonPropertyDescription("Nothing usable is in the store; reason and message say why.")
  FAILED("Failed"),
  @JsonPropertyDescription("Being deleted.")
  DELETING("Deleting"),
  @JsonPropertyDescription("Its deletion waits for a cluster that can do it.")
  DELETE_PENDING("DeletePending"),
  @JsonPropertyDescription("There is a record, but no data.")
  MISSING("Missing"),
  @JsonPropertyDescription("Its cluster does not answer, or its record is gone.")
  UNKNOWN("Unknown");

  private final String wire;

  BackupPhase(String wire) {
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
