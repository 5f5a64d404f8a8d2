package io.fedbackup.gitsync.plan;

import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.List;

/**
 * All that has to happen.
 *
 * @param stages to be applied one after the other; within one, in any order
 * @param unchanged objects that are as they should be
 * @param removals objects of the owner that are no longer wanted, in the order of their removal;
 *     those that are being removed already are left out
 * @param beingRemoved wanted objects that still wait for their finalizers: they cannot be applied
 *     before they are gone
 * @param owned how many objects the owner has now
 */
public record SyncPlan(
    List<List<Change>> stages,
    List<ObjectKey> unchanged,
    List<LiveObject> removals,
    List<ObjectKey> beingRemoved,
    int owned) {

  /** All objects that are applied, in order. */
  public List<Change> changes() {
    return stages.stream().flatMap(List::stream).toList();
  }

  /** Whether nothing has to be written or removed. */
  public boolean isEmpty() {
    return stages.isEmpty() && removals.isEmpty();
  }
}
