package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a namespace may do with a Backup shared with it. Each includes the ones before. */
public enum BackupAccess {
  @JsonPropertyDescription("See it.")
  VIEW("View"),
  @JsonPropertyDescription("Restore it.")
  RESTORE("Restore"),
  @JsonPropertyDescription("Delete it, too.")
  FULL("Full");

  private final String wire;

  BackupAccess(String wire) {
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
