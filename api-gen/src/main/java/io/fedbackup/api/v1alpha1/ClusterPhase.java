package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** How an application cluster is doing. */
public enum ClusterPhase {
  @JsonPropertyDescription("Not looked at yet.")
  PENDING("Pending"),
  @JsonPropertyDescription("Usable.")
  ACTIVE("Active"),
  @JsonPropertyDescription(
      "It answers but is not usable: credentials refused, Stork missing or too old, "
          + "backups unprotected.")
  DISCONNECTED("Disconnected"),
  @JsonPropertyDescription("It does not answer, or the credentials expired.")
  NOT_AVAILABLE("NotAvailable"),
  @JsonPropertyDescription("The shoot sleeps; nothing is asked of it and nothing is alarmed.")
  HIBERNATED("Hibernated"),
  @JsonPropertyDescription("Being removed; nothing new is written.")
  REMOVING("Removing");

  private final String wire;

  ClusterPhase(String wire) {
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
