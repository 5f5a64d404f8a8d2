package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a GitSync is doing. */
public enum SyncPhase {
  @JsonPropertyDescription("Not looked at yet.")
  PENDING("Pending"),
  @JsonPropertyDescription("Fetching, checking or applying.")
  SYNCING("Syncing"),
  @JsonPropertyDescription("What is in Git is here.")
  SYNCED("Synced"),
  @JsonPropertyDescription(
      "The commit cannot be applied; reason and message say why. What was applied before stays.")
  REFUSED("Refused"),
  @JsonPropertyDescription("It could not run; it is tried again.")
  FAILED("Failed"),
  @JsonPropertyDescription("Nothing is fetched or applied.")
  SUSPENDED("Suspended"),
  @JsonPropertyDescription("Being removed.")
  REMOVING("Removing");

  private final String wire;

  SyncPhase(String wire) {
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
