package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a search for unknown backups is doing. */
public enum SyncState {
  @JsonPropertyDescription("It runs.")
  RUNNING("Running"),
  @JsonPropertyDescription("All backups found are known here.")
  DONE("Done"),
  @JsonPropertyDescription("It failed; reason and message say why.")
  FAILED("Failed"),
  @JsonPropertyDescription("It took longer than the time-out.")
  TIMED_OUT("TimedOut");

  private final String wire;

  SyncState(String wire) {
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
