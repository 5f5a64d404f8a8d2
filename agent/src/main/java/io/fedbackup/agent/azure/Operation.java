package io.fedbackup.agent.azure;

/**
 * What was asked of the container; the same answer means different things for different questions.
 */
enum Operation {
  READ_PROPERTIES("reading the properties"),
  LIST("listing"),
  WRITE("writing the marker"),
  PROBE("asking for permission to write"),
  READ("reading the marker"),
  DELETE("deleting the marker");

  private final String description;

  Operation(String description) {
    this.description = description;
  }

  /** Returns what was being done, as a clause. */
  String description() {
    return description;
  }

  boolean changesData() {
    return this == WRITE || this == PROBE;
  }
}
