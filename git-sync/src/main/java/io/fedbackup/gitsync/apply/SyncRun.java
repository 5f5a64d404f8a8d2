package io.fedbackup.gitsync.apply;

import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.Possession;
import io.fedbackup.gitsync.plan.PruneGuard;
import io.fedbackup.gitsync.plan.PruneGuard.Verdict;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.schema.Catalog;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;

/**
 * The two ends of a sync that need the cluster: what is there, and carrying out a plan. At rest it
 * costs one LIST per kind and page, and no write. Thread-safe.
 */
public final class SyncRun {
  private final Catalog catalog;
  private final Parallel parallel;

  /**
   * Works within these bounds.
   *
   * @param threads runs one task per request; virtual threads fit
   * @param atOnce requests under way at the same time
   */
  public SyncRun(Catalog catalog, ExecutorService threads, int atOnce) {
    this.catalog = catalog;
    this.parallel = new Parallel(threads, atOnce);
  }

  /** What may be written. */
  public enum Writing {
    /** Everything; fields are taken over from other managers. */
    ALL,
    /** Everything but fields of the owner's objects that another manager has by now. */
    UNCONTESTED,
    /** No change, but what left Git is removed. */
    REMOVALS,
    /** Nothing. */
    NONE
  }

  /**
   * What one sync may do.
   *
   * @param guard of the removals
   * @param confirmed tokens of removals that people have confirmed
   */
  public record Settings(PruneGuard guard, Set<String> confirmed, Writing writing) {}

  /**
   * What one sync did.
   *
   * @param verdict on the removals; absent where it did not come to that
   */
  public record Result(SyncPlan plan, Applied applied, Optional<Verdict> verdict, Pruned pruned) {

    /** Whether everything that was tried was done. */
    public boolean isComplete() {
      return applied.isComplete() && pruned.failures().isEmpty();
    }

    /** What waits for a person, if anything does. */
    public Optional<Verdict.NeedsConfirmation> confirmation() {
      return verdict
          .filter(Verdict.NeedsConfirmation.class::isInstance)
          .map(Verdict.NeedsConfirmation.class::cast);
    }
  }

  /**
   * Everything that the owner has.
   *
   * @param namespaces where any kind may be
   * @throws ClusterException where the cluster cannot be looked at
   */
  public Listing observe(Possession possession, Set<String> namespaces, Objects objects)
      throws InterruptedException {
    return new Observation(catalog, objects, parallel).look(possession, namespaces);
  }

  /**
   * Asks the API server what it would make of each change, without writing; in the order of the
   * plan.
   *
   * @param force which changes may take fields over from other managers
   * @throws ClusterException where the server does not answer
   */
  public List<Foreseen> foresee(SyncPlan plan, Objects objects, Predicate<Change> force)
      throws InterruptedException {
    return parallel
        .map(
            plan.changes(),
            change ->
                Attempt.of(
                    change, () -> objects.dryRun(change.kind(), change.body(), force.test(change))))
        .stream()
        .map(Foreseen::of)
        .toList();
  }

  /**
   * Makes the cluster as the plan says. Removals come last, and only after everything is applied,
   * but for {@link SyncPlan#waitedFor()}: without those it would never come to that.
   */
  public Result carryOut(SyncPlan plan, Objects objects, Settings settings)
      throws InterruptedException {
    var applier = new Applier(objects, catalog, parallel);
    Applied applied =
        switch (settings.writing()) {
          case ALL -> applier.apply(plan, change -> true);
          case UNCONTESTED -> applier.apply(plan, Change::isNew);
          case REMOVALS, NONE -> Applied.nothing();
        };
    if (!applied.isComplete() || settings.writing() == Writing.NONE) {
      return new Result(plan, applied, Optional.empty(), Pruned.nothing());
    }
    Verdict verdict = settings.guard().check(plan, settings.confirmed());
    return new Result(plan, applied, Optional.of(verdict), prune(plan, verdict, applier));
  }

  private static Pruned prune(SyncPlan plan, Verdict verdict, Applier applier)
      throws InterruptedException {
    if (!(verdict instanceof Verdict.Allowed allowed)) {
      return Pruned.nothing();
    }
    return applier.prune(plan.beingRemoved().isEmpty() ? allowed.removals() : plan.waitedFor());
  }
}
