package io.fedbackup.gitsync.plan;

import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.Map;
import java.util.Set;

/**
 * What other GitSyncs have to do with an owner's objects.
 *
 * @param elsewhere objects of the owner that stand at the path of another GitSync in the same
 *     commit: they are handed over, not pruned
 * @param claimed wanted objects that another GitSync has in its inventory and under its labels:
 *     whoever came last keeps them, and the first reports it instead of taking them back
 */
public record Neighbours(Set<ObjectKey> elsewhere, Map<ObjectKey, Owner> claimed) {

  /** Nobody else is there. */
  public static Neighbours none() {
    return new Neighbours(Set.of(), Map.of());
  }
}
