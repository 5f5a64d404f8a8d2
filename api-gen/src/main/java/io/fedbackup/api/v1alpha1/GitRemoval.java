package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** What happens to its objects when a GitSync is removed. */
public enum GitRemoval {
  @JsonPropertyDescription("They stay.")
  KEEP("Keep"),
  @JsonPropertyDescription(
      "They are removed, but for what stands at the path of another GitSync of the repository: that is handed over.")
  PRUNE("Prune");

  private final String wire;

  GitRemoval(String wire) {
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
