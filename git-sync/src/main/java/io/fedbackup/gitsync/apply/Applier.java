package io.fedbackup.gitsync.apply;

import io.fedbackup.gitsync.apply.Objects.Deletion;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Carries a plan out: stage by stage, within a stage many at once. A stage that fails in part ends
 * the run after it, so that nothing is written that refers to what is not there.
 */
final class Applier {
  private final Objects objects;
  private final Catalog catalog;
  private final Parallel parallel;

  Applier(Objects objects, Catalog catalog, Parallel parallel) {
    this.objects = objects;
    this.catalog = catalog;
    this.parallel = parallel;
  }

  /**
   * Applies all stages of the plan, up to the first that fails.
   *
   * @param force which changes may take fields over from other managers; where another one may not
   *     be applied because of that, it counts as a conflict and ends nothing
   */
  Applied apply(SyncPlan plan, Predicate<Change> force) throws InterruptedException {
    List<ObjectKey> applied = new ArrayList<>();
    List<Failure> conflicts = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    int tried = 0;
    for (List<Change> stage : plan.stages()) {
      tried += stage.size();
      for (var attempt : parallel.map(stage, change -> apply(change, force.test(change)))) {
        Change change = attempt.item();
        attempt.result().ifPresent(applied::add);
        attempt
            .failure()
            .map(cause -> new Failure(change.key(), cause))
            .ifPresent(
                failure ->
                    (isConflict(failure) && !force.test(change) ? conflicts : failures)
                        .add(failure));
      }
      if (!failures.isEmpty()) {
        break;
      }
    }
    return new Applied(
        List.copyOf(applied),
        List.copyOf(conflicts),
        List.copyOf(failures),
        plan.changes().size() - tried);
  }

  private static boolean isConflict(Failure failure) {
    return failure.cause().kind() == ClusterException.Kind.CONFLICT;
  }

  private Attempt<Change, ObjectKey> apply(Change change, boolean force) {
    return Attempt.of(
        change,
        () -> {
          objects.apply(change.kind(), change.body(), force);
          return change.key();
        });
  }

  /** Removes these objects in the order given, dependents first. */
  Pruned prune(List<LiveObject> removals) throws InterruptedException {
    List<ObjectKey> removed = new ArrayList<>();
    List<ObjectKey> going = new ArrayList<>();
    List<ObjectKey> kept = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (List<LiveObject> stage : byKind(removals)) {
      for (Attempt<LiveObject, Deletion> attempt : parallel.map(stage, this::delete)) {
        ObjectKey key = attempt.item().key();
        attempt.failure().ifPresent(cause -> failures.add(new Failure(key, cause)));
        attempt
            .result()
            .ifPresent(
                result ->
                    (switch (result) {
                          case GONE -> removed;
                          case GOING -> going;
                          case CHANGED -> kept;
                        })
                        .add(key));
      }
      if (!failures.isEmpty()) {
        break;
      }
    }
    return new Pruned(
        List.copyOf(removed), List.copyOf(going), List.copyOf(kept), List.copyOf(failures));
  }

  private Attempt<LiveObject, Deletion> delete(LiveObject object) {
    var kind = catalog.find(object.key().kind()).orElseThrow();
    return Attempt.of(object, () -> objects.delete(kind, object));
  }

  private static List<List<LiveObject>> byKind(List<LiveObject> removals) {
    List<List<LiveObject>> stages = new ArrayList<>();
    for (LiveObject object : removals) {
      if (stages.isEmpty()
          || !stages.getLast().getFirst().key().kind().equals(object.key().kind())) {
        stages.add(new ArrayList<>());
      }
      stages.getLast().add(object);
    }
    return stages;
  }
}
