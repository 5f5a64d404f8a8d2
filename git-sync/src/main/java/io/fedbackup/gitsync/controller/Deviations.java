package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.gitsync.apply.Failure;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.drift.FieldDifference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of a plan's changes put right what somebody else did. Pure. */
final class Deviations {
  private final SyncPlan plan;
  private final AppliedDigest.Stage stage;
  private final Optional<Instant> lastApplied;
  private final boolean prunes;

  /**
   * For one sync.
   *
   * @param stage how far the revision had come: as long as it is not applied, what differs may just
   *     be what the commit changes
   * @param before the status that the sync began with
   */
  Deviations(
      SyncPlan plan, AppliedDigest.Stage stage, @Nullable GitSyncStatus before, boolean prunes) {
    this.plan = plan;
    this.stage = stage;
    this.lastApplied =
        Optional.ofNullable(before).map(GitSyncStatus::lastAppliedAt).map(Instant::parse);
    this.prunes = prunes;
  }

  /** When the objects were last made as Git says. */
  Optional<Instant> lastApplied() {
    return lastApplied;
  }

  /** What differs before anything is written. */
  List<Deviation> found() {
    List<Deviation> found = new ArrayList<>();
    plan.changes().forEach(change -> add(change, byOthers(change), found));
    plan.aside().held().forEach(change -> add(change, change.differences(), found));
    if (prunes && stage == AppliedDigest.Stage.EVERYTHING) {
      plan.removals().forEach(object -> found.add(Deviation.extra(object)));
    }
    found.addAll(extra());
    return List.copyOf(found);
  }

  /** What only bears the labels, and is left by every policy. */
  List<Deviation> extra() {
    return prunes ? plan.aside().extra().stream().map(Deviation::extra).toList() : List.of();
  }

  private static void add(Change change, List<FieldDifference> byOthers, List<Deviation> found) {
    if (change.isMissing()) {
      found.add(Deviation.missing(change.key()));
    } else if (!byOthers.isEmpty()) {
      found.add(Deviation.modified(change, byOthers));
    }
  }

  private List<FieldDifference> byOthers(Change change) {
    if (stage != AppliedDigest.Stage.NOTHING) {
      return change.isNew() ? List.of() : change.differences();
    }
    return lastApplied.map(change::changedByOthersAfter).orElse(List.of());
  }

  /** What still differs after that was done. */
  List<Deviation> left(SyncRun.Result result) {
    Set<ObjectKey> right = right(result);
    Map<ObjectKey, Deviation> left = new HashMap<>();
    found().stream()
        .filter(deviation -> !right.contains(deviation.key()))
        .forEach(deviation -> left.put(deviation.key(), deviation));
    Set<ObjectKey> contested =
        result.applied().conflicts().stream().map(Failure::key).collect(Collectors.toSet());
    plan.changes().stream()
        .filter(change -> contested.contains(change.key()) && !change.isNew())
        .forEach(
            change ->
                left.putIfAbsent(change.key(), Deviation.modified(change, change.differences())));
    return List.copyOf(left.values());
  }

  private static Set<ObjectKey> right(SyncRun.Result result) {
    Set<ObjectKey> right = new HashSet<>(result.applied().applied());
    right.addAll(result.pruned().removed());
    right.addAll(result.pruned().going());
    return right;
  }

  /** Objects of which it cannot be said whether they are as others left them. */
  Set<ObjectKey> undecided() {
    return plan.changes().stream()
        .filter(Change::isVisible)
        .map(Change::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The same, after that was done. */
  Set<ObjectKey> undecided(SyncRun.Result result) {
    Set<ObjectKey> right = right(result);
    return undecided().stream()
        .filter(key -> !right.contains(key))
        .collect(Collectors.toUnmodifiableSet());
  }
}
