package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a label relates to the values of a selector expression. */
public enum SelectorOperator {
  @JsonPropertyDescription("The label has one of the values.")
  IN("In"),
  @JsonPropertyDescription("The label is absent or has none of the values.")
  NOT_IN("NotIn"),
  @JsonPropertyDescription("The label is there.")
  EXISTS("Exists"),
  @JsonPropertyDescription("The label is absent.")
  DOES_NOT_EXIST("DoesNotExist");

  private final String wire;

  SelectorOperator(String wire) {
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
