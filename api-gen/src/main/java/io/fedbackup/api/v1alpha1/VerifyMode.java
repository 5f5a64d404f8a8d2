package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** What must be signed. */
public enum VerifyMode {
  @JsonPropertyDescription("The commit.")
  HEAD("HEAD"),
  @JsonPropertyDescription("The tag and the commit.")
  TAG_AND_HEAD("TagAndHEAD");

  private final String wire;

  VerifyMode(String wire) {
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
