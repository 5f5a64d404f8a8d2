package io.fedbackup.gitsync.apply;

import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.Planner;
import io.fedbackup.gitsync.plan.PruneGuard;
import io.fedbackup.gitsync.plan.PruneGuard.Verdict;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.validate.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * One sync of valid documents to the backup cluster: list, compare, apply, prune. At rest it costs
 * one LIST per kind and page, and no write. Thread-safe.
 */
public final class SyncRun {
  private final Catalog catalog;
  private final ExecutorService threads;
  private final int atOnce;
  private final Planner planner = new Planner();

  /** With a bound for requests under way at the same time. */
  public SyncRun(Catalog catalog, ExecutorService threads, int atOnce) {
    this.catalog = catalog;
    this.threads = threads;
    this.atOnce = atOnce;
  }

  /**
   * What one sync may do.
   *
   * @param namespaces where the owner's objects are looked for
   * @param kindsBefore kinds of which the owner is known to have had objects
   * @param guard of the removals
   * @param confirmed the token of removals that a person has confirmed
   * @param report only compare: write and remove nothing
   */
  public record Settings(
      Owner owner,
      Set<String> namespaces,
      Set<String> kindsBefore,
      PruneGuard guard,
      Optional<String> confirmed,
      boolean report) {}

  /**
   * What one sync did.
   *
   * @param verdict on the removals; absent where it did not come to that
   * @param pruned absent where nothing was to be removed, or not yet
   */
  public record Result(
      SyncPlan plan,
      Applier.Applied applied,
      Optional<Verdict> verdict,
      Optional<Applier.Pruned> pruned) {

    /** Whether Git and the cluster agree now, but for what waits for a person. */
    public boolean isComplete() {
      return applied.isComplete() && pruned.map(p -> p.failures().isEmpty()).orElse(true);
    }
  }

  /**
   * Makes the cluster as these documents say.
   *
   * @throws ClusterException where the cluster cannot even be looked at
   */
  public Result run(List<Manifest> wanted, Objects objects, Settings settings)
      throws InterruptedException {
    SyncPlan plan = planner.plan(wanted, owned(wanted, objects, settings), settings.owner());
    if (settings.report()) {
      return new Result(plan, nothing(), Optional.empty(), Optional.empty());
    }
    var applier = new Applier(objects, catalog, threads, atOnce);
    Applier.Applied applied = applier.apply(plan);
    if (!applied.isComplete()) {
      return new Result(plan, applied, Optional.empty(), Optional.empty());
    }
    Verdict verdict = settings.guard().check(plan, settings.confirmed());
    Optional<Applier.Pruned> pruned =
        verdict instanceof Verdict.Allowed allowed
            ? Optional.of(applier.prune(allowed.removals()))
            : Optional.empty();
    return new Result(plan, applied, Optional.of(verdict), pruned);
  }

  private static Applier.Applied nothing() {
    return new Applier.Applied(List.of(), List.of(), 0);
  }

  /** All that bears the owner's labels, of every kind that the account may list. */
  public List<LiveObject> owned(List<Manifest> wanted, Objects objects, Settings settings) {
    List<LiveObject> found = new ArrayList<>();
    for (ResourceKind kind : catalog.kinds()) {
      boolean needed =
          settings.kindsBefore().contains(kind.kind())
              || wanted.stream().anyMatch(manifest -> manifest.key().kind().equals(kind.kind()));
      for (String namespace : settings.namespaces()) {
        found.addAll(list(kind, namespace, needed, objects, settings.owner()));
      }
    }
    return found;
  }

  /** A tenant's account need not see kinds that its repository does not use. */
  private static List<LiveObject> list(
      ResourceKind kind, String namespace, boolean needed, Objects objects, Owner owner) {
    try {
      return objects.list(kind, namespace, owner.selector());
    } catch (ClusterException e) {
      boolean optional =
          e.kind() == ClusterException.Kind.FORBIDDEN
              || e.kind() == ClusterException.Kind.KIND_MISSING;
      if (!needed && optional) {
        return List.of();
      }
      throw e;
    }
  }
}
