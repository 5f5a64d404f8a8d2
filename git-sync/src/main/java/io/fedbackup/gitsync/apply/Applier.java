package io.fedbackup.gitsync.apply;

import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Carries a plan out: stage by stage, within a stage many at once. A stage that fails in part ends
 * the run after it, so that nothing is written that refers to what is not there; removals come
 * last, and only after everything is applied.
 */
public final class Applier {
  private final Objects objects;
  private final Catalog catalog;
  private final ExecutorService threads;
  private final int atOnce;

  /**
   * Works within these bounds.
   *
   * @param threads runs one task per request; virtual threads fit
   * @param atOnce requests under way at the same time
   */
  public Applier(Objects objects, Catalog catalog, ExecutorService threads, int atOnce) {
    this.objects = objects;
    this.catalog = catalog;
    this.threads = threads;
    this.atOnce = atOnce;
  }

  /** What one object could not be. */
  public record Failure(ObjectKey key, ClusterException cause) {}

  /**
   * What was done.
   *
   * @param applied as the server has them now
   * @param failures of the stage that ended the run; empty where all was applied
   * @param notTried objects of later stages
   */
  public record Applied(List<LiveObject> applied, List<Failure> failures, int notTried) {
    /** Whether the whole plan was applied. */
    public boolean isComplete() {
      return failures.isEmpty();
    }
  }

  /**
   * What was removed; {@code kept} changed or went since it was listed, and is looked at by the
   * next sync.
   */
  public record Pruned(List<ObjectKey> removed, List<ObjectKey> kept, List<Failure> failures) {}

  /** Applies all stages of the plan, up to the first that fails. */
  public Applied apply(SyncPlan plan) throws InterruptedException {
    List<LiveObject> applied = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    int tried = 0;
    for (List<Change> stage : plan.stages()) {
      tried += stage.size();
      for (Attempt<LiveObject> attempt : all(stage, this::apply)) {
        attempt.result().ifPresent(applied::add);
        attempt.failure().ifPresent(failures::add);
      }
      if (!failures.isEmpty()) {
        break;
      }
    }
    return new Applied(List.copyOf(applied), List.copyOf(failures), plan.changes().size() - tried);
  }

  private Attempt<LiveObject> apply(Change change) {
    return attempt(change.key(), () -> objects.apply(change.kind(), change.body()));
  }

  /** Removes these objects in the order given, dependents first. */
  public Pruned prune(List<LiveObject> removals) throws InterruptedException {
    List<ObjectKey> removed = new ArrayList<>();
    List<ObjectKey> kept = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (List<LiveObject> stage : byKind(removals)) {
      for (Attempt<Boolean> attempt : all(stage, this::delete)) {
        attempt.failure().ifPresent(failures::add);
        attempt.result().ifPresent(gone -> (gone ? removed : kept).add(attempt.key()));
      }
      if (!failures.isEmpty()) {
        break;
      }
    }
    return new Pruned(List.copyOf(removed), List.copyOf(kept), List.copyOf(failures));
  }

  private Attempt<Boolean> delete(LiveObject object) {
    var kind = catalog.find(object.key().kind()).orElseThrow();
    return attempt(object.key(), () -> objects.delete(kind, object));
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

  /** One request's end. */
  private record Attempt<T>(ObjectKey key, Optional<T> result, Optional<Failure> failure) {}

  private static <T> Attempt<T> attempt(ObjectKey key, java.util.function.Supplier<T> request) {
    try {
      return new Attempt<>(key, Optional.of(request.get()), Optional.empty());
    } catch (ClusterException e) {
      return new Attempt<>(key, Optional.empty(), Optional.of(new Failure(key, e)));
    }
  }

  private <S, T> List<T> all(Collection<S> items, java.util.function.Function<S, T> work)
      throws InterruptedException {
    var permits = new Semaphore(atOnce);
    List<Callable<T>> tasks = new ArrayList<>();
    for (S item : items) {
      tasks.add(
          () -> {
            permits.acquire();
            try {
              return work.apply(item);
            } finally {
              permits.release();
            }
          });
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : threads.invokeAll(tasks)) {
      results.add(result(future));
    }
    return results;
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request ended unexpectedly", e.getCause());
    }
  }
}
