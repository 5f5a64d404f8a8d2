package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who asked for a backup. */
public enum BackupOrigin {
  @JsonPropertyDescription("A person.")
  ON_DEMAND("OnDemand"),
  @JsonPropertyDescription("A schedule.")
  SCHEDULED("Scheduled"),
  @JsonPropertyDescription("A schedule whose run was missed.")
  CATCH_UP("CatchUp"),
  @JsonPropertyDescription("Nobody here: it was found in the store.")
  SYNCED("Synced");

  private final String wire;

  BackupOrigin(String wire) {
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
