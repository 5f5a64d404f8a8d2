package io.fedbackup.gitsync.validate;

import java.util.Set;

/** Objects that are not in the documents but exist, or are said to. */
@FunctionalInterface
public interface KnownObjects {

  /**
   * Of these keys, the ones that exist. Called at most once per validation, and not without need.
   */
  Set<ObjectKey> existing(Set<ObjectKey> keys);

  /** Nothing but the documents. */
  static KnownObjects none() {
    return keys -> Set.of();
  }
}
