package io.fedbackup.gitsync.apply;

import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.List;

/**
 * What was removed.
 *
 * @param removed not there any more
 * @param going deleted, and waiting for their finalizers
 * @param kept changed since they were listed; the next sync looks at them again
 * @param failures what could not be deleted
 */
public record Pruned(
    List<ObjectKey> removed, List<ObjectKey> going, List<ObjectKey> kept, List<Failure> failures) {

  /** Nothing was to be removed, or not yet. */
  public static Pruned nothing() {
    return new Pruned(List.of(), List.of(), List.of(), List.of());
  }
}
