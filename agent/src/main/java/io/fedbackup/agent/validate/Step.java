package io.fedbackup.agent.validate;

/** The steps of a validation, for messages. */
enum Step {
  AUTHENTICATE("Obtaining an access token", "the identity provider"),
  PROPERTIES("Reading the container's properties", "the object store"),
  LIST("Listing the container", "the object store"),
  PROBE("Asking for permission to write", "the object store"),
  WRITE("Writing the marker", "the object store"),
  READ("Reading the marker", "the object store"),
  DELETE("Deleting the marker", "the object store");

  private final String description;
  private final String peer;

  Step(String description, String peer) {
    this.description = description;
    this.peer = peer;
  }

  /** Returns what is being done, as the beginning of a sentence. */
  String description() {
    return description;
  }

  /** Returns what to do when this step does not end. */
  String remedyWhenSlow() {
    return "Look whether a firewall or proxy drops traffic from this cluster to "
        + peer
        + ", or give the validation a longer timeout.";
  }
}
