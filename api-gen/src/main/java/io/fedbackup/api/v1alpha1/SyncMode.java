package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** When backups that are not known here are looked for. */
public enum SyncMode {
  @JsonPropertyDescription("When annotation fedbackup.io/sync-requested-at asks for it.")
  MANUAL("Manual"),
  @JsonPropertyDescription("Regularly.")
  INTERVAL("Interval");

  private final String wire;

  SyncMode(String wire) {
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
