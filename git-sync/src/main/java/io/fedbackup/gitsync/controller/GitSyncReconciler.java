package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.GitRemoval;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.Inventory;
import io.fedbackup.gitsync.apply.ClusterFailures;
import io.fedbackup.gitsync.apply.KubernetesObjects;
import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Keeps the backup cluster as Git says, one GitSync at a time: sync, report, come back after the
 * interval.
 */
@ControllerConfiguration(name = "git-sync", finalizerName = "fedbackup.io/git-sync")
public final class GitSyncReconciler implements Reconciler<GitSync>, Cleaner<GitSync> {
  private static final Logger LOG = LoggerFactory.getLogger(GitSyncReconciler.class);
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final SyncSteps steps;
  private final Removals removals;
  private final InventoryStore inventories;
  private final Reporting reporting;
  private final SyncMetrics metrics;
  private final Supplier<Documents> newDocuments;
  private final Clock clock;

  /** Parsed documents by UID; a cache, built again after a restart. */
  private final Map<String, Documents> documents = new ConcurrentHashMap<>();

  GitSyncReconciler(
      SyncSteps steps,
      Removals removals,
      Writers writers,
      Supplier<Documents> newDocuments,
      Clock clock) {
    this.steps = steps;
    this.removals = removals;
    this.inventories = writers.inventories();
    this.reporting = writers.reporting();
    this.metrics = writers.metrics();
    this.newDocuments = newDocuments;
    this.clock = clock;
  }

  /** Who removes what a GitSync had, with whose rights. */
  record Removals(Removal removal, Impersonation impersonation) {}

  /** Who writes what a sync came to. */
  record Writers(InventoryStore inventories, Reporting reporting, SyncMetrics metrics) {}

  @Override
  public UpdateControl<GitSync> reconcile(GitSync sync, Context<GitSync> context)
      throws InterruptedException {
    try (var _ = MDC.putCloseable("object", name(sync))) {
      var progress = new SyncProgress();
      long started = System.nanoTime();
      Outcome outcome = sync(sync, progress);
      metrics.synced(sync, outcome, Duration.ofNanos(System.nanoTime() - started));
      log(outcome, progress);
      return UpdateControl.<GitSync>noUpdate().rescheduleAfter(report(sync, progress, outcome));
    }
  }

  private Outcome sync(GitSync sync, SyncProgress progress) throws InterruptedException {
    if (sync.getSpec().suspend()) {
      return Outcome.done(Reason.SUSPENDED, "spec.suspend is set; nothing is fetched or applied");
    }
    try {
      Documents cache =
          documents.computeIfAbsent(sync.getMetadata().getUid(), uid -> newDocuments.get());
      steps.sync(sync, cache, progress);
      return progress.outcome == null ? Outcome.done() : progress.outcome;
    } catch (SyncTrouble trouble) {
      return outcome(trouble, sync);
    } catch (RuntimeException e) {
      // the reconciler's edge: whatever nobody foresaw becomes a condition and is tried again
      return outcome(unforeseen("sync", e), sync);
    }
  }

  private static Outcome outcome(SyncTrouble trouble, GitSync sync) {
    return trouble.isTerminal()
        ? Outcome.blocked(trouble.reason(), trouble.text())
        : Outcome.failed(
            trouble.reason(),
            "%s; tried again every %d s".formatted(trouble.text(), retry(sync).toSeconds()));
  }

  private static SyncTrouble unforeseen(String what, RuntimeException e) {
    LOG.debug("{} failed", what, e);
    return e instanceof KubernetesClientException failure
        ? SyncTrouble.of(ClusterFailures.translate(what, failure))
        : SyncTrouble.transientTrouble(
            Reason.INTERNAL_ERROR,
            "%s failed: %s (%s)".formatted(what, e.getMessage(), e.getClass().getSimpleName()));
  }

  /** Writes what the sync came to; says when to look again. */
  private Duration report(GitSync sync, SyncProgress progress, Outcome outcome) {
    try {
      Optional<Inventory> inventory =
          Optional.ofNullable(progress.inventory)
              .map(keys -> inventories.store(sync, keys, progress.inventoryBefore));
      progress.events.forEach(reporting::event);
      boolean written =
          reporting.status(
              sync, StatusBuilding.build(sync, progress, outcome, inventory, clock.instant()));
      if (!written) {
        return SHORTEST_INTERVAL;
      }
      inventory.ifPresent(now -> inventories.sweep(sync, now));
      return next(sync, outcome);
    } catch (RuntimeException e) {
      // the reconciler's edge: the status cannot say it, so the log does
      LOG.warn(
          "{}; tried again in {} s",
          unforeseen("report the result", e).text(),
          retry(sync).toSeconds());
      return retry(sync);
    }
  }

  private static Duration next(GitSync sync, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done ignored -> interval(sync);
      case Outcome.Blocked ignored -> interval(sync);
      case Outcome.Failed ignored -> retry(sync);
      case Outcome.Waiting waiting -> waiting.after();
    };
  }

  private static Duration interval(GitSync sync) {
    Duration interval = Durations.parse(sync.getSpec().interval());
    return interval.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : interval;
  }

  private static Duration retry(GitSync sync) {
    Duration interval = interval(sync);
    return interval.compareTo(RETRY) < 0 ? interval : RETRY;
  }

  private static void log(Outcome outcome, SyncProgress progress) {
    switch (outcome) {
      case Outcome.Done done
          when progress.events.isEmpty() && done.reason() != Reason.LEFT_BEHIND ->
          LOG.debug("{}: {}", done.reason(), done.message());
      case Outcome.Done done -> LOG.info("{}: {}", done.reason().wireName(), done.message());
      case Outcome.Waiting waiting ->
          LOG.info("{}: {}", waiting.reason().wireName(), waiting.message());
      case Outcome.Blocked blocked ->
          LOG.warn("{}: {}", blocked.reason().wireName(), blocked.message());
      case Outcome.Failed failed ->
          LOG.warn("{}: {}", failed.reason().wireName(), failed.message());
    }
  }

  @Override
  public DeleteControl cleanup(GitSync sync, Context<GitSync> context) throws InterruptedException {
    try (var _ = MDC.putCloseable("object", name(sync))) {
      documents.remove(sync.getMetadata().getUid());
      if (sync.getSpec().onRemoval() == GitRemoval.KEEP) {
        return DeleteControl.defaultDelete();
      }
      Outcome outcome = remove(sync);
      log(outcome, new SyncProgress());
      return outcome instanceof Outcome.Done
          ? DeleteControl.defaultDelete()
          : DeleteControl.noFinalizerRemoval().rescheduleAfter(next(sync, outcome).toMillis());
    }
  }

  private Outcome remove(GitSync sync) throws InterruptedException {
    try {
      var objects = new KubernetesObjects(removals.impersonation().as(sync));
      Removal.Step step = removals.removal().prune(sync, inventories.load(sync), objects);
      boolean ending = false;
      for (EventRecord event : step.events()) {
        ending |= !reporting.event(event);
      }
      if (ending && !step.isDone() && isAtHome(sync)) {
        return Outcome.done(Reason.LEFT_BEHIND, "its namespace is being removed, with all in it");
      }
      if (!step.isDone()) {
        reporting.status(sync, StatusBuilding.removing(sync, step.outcome(), clock.instant()));
      }
      return step.outcome();
    } catch (RuntimeException e) {
      // the reconciler's edge: whatever nobody foresaw is tried again
      return outcome(unforeseen("remove the objects", e), sync);
    }
  }

  /** Whether its objects are in its own namespace, and go with that. */
  private static boolean isAtHome(GitSync sync) {
    return SyncSteps.targetNamespace(sync).equals(sync.getMetadata().getNamespace());
  }

  private static String name(GitSync sync) {
    return "GitSync " + sync.getMetadata().getNamespace() + "/" + sync.getMetadata().getName();
  }
}
