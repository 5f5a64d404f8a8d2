package io.fedbackup.gitsync.apply;

import io.fedbackup.gitsync.validate.ObjectKey;

/** What one object could not be, and why. */
public record Failure(ObjectKey key, ClusterException cause) {

  /** One sentence with the object's name. */
  public String sentence() {
    return String.valueOf(cause.getMessage());
  }
}
