package io.fedbackup.gitsync.plan;

import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that has to happen.
 *
 * @param stages to be applied one after the other; within one, in any order
 * @param unchanged objects that are as they should be
 * @param removals objects of the owner that are no longer wanted, in the order of their removal;
 *     those that are being removed already are left out
 * @param beingRemoved wanted objects that still wait for their finalizers: they cannot be applied
 *     before they are gone
 * @param aside what is neither applied nor removed by this plan
 * @param owned how many objects of its own the owner has now
 */
public record SyncPlan(
    List<List<Change>> stages,
    List<ObjectKey> unchanged,
    List<LiveObject> removals,
    List<LiveObject> beingRemoved,
    Aside aside,
    int owned) {

  /**
   * Objects that are left as they are, and why.
   *
   * @param leaving not wanted any more, and on their way out already
   * @param gone of the inventory, not wanted any more, and not there any more
   * @param elsewhere not wanted here, but at the path of another GitSync in the same commit
   * @param departed of the inventory, not wanted any more, and no longer under the owner's labels:
   *     handed over to another owner, or without one
   * @param claimed wanted, but another GitSync has them by now
   * @param extra not wanted, and under the owner's labels, but not its own: copies, and what an
   *     earlier GitSync of the name has left
   * @param held wanted, and left as somebody else made them
   */
  public record Aside(
      List<ObjectKey> leaving,
      List<ObjectKey> gone,
      List<ObjectKey> elsewhere,
      List<LiveObject> departed,
      Map<ObjectKey, Owner> claimed,
      List<LiveObject> extra,
      List<Change> held) {}

  /** All objects that are applied, in order. */
  public List<Change> changes() {
    return stages.stream().flatMap(List::stream).toList();
  }

  /** Whether nothing has to be written or removed. */
  public boolean isEmpty() {
    return stages.isEmpty() && removals.isEmpty();
  }

  /** The same, but these objects are not applied. */
  public SyncPlan without(Set<ObjectKey> keys) {
    return without(keys, aside);
  }

  /** The same, but these objects are left as somebody else made them. */
  public SyncPlan holding(Set<ObjectKey> keys) {
    List<Change> held = changes().stream().filter(it -> keys.contains(it.key())).toList();
    return without(
        keys,
        new Aside(
            aside.leaving(),
            aside.gone(),
            aside.elsewhere(),
            aside.departed(),
            aside.claimed(),
            aside.extra(),
            held));
  }

  private SyncPlan without(Set<ObjectKey> keys, Aside left) {
    return new SyncPlan(
        stages.stream()
            .map(stage -> stage.stream().filter(change -> !keys.contains(change.key())).toList())
            .filter(stage -> !stage.isEmpty())
            .toList(),
        unchanged,
        removals,
        beingRemoved,
        left,
        owned);
  }

  /**
   * The removals that must not wait until everything is applied, since a wanted object that is
   * being removed waits for them: a policy that somebody deleted by hand goes only after the
   * schedule that uses it, and that schedule left Git with this very commit. Without this the
   * policy would wait for the schedule, and the schedule for the policy.
   */
  public List<LiveObject> waitedFor() {
    Set<ObjectKey> going =
        beingRemoved.stream()
            .map(LiveObject::key)
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
    return removals.stream().filter(object -> Users.uses(object, going)).toList();
  }
}
