package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitRemoval;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.Inventory;
import io.fedbackup.gitsync.apply.KubernetesObjects;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  private final DriftReports drift;
  private final SyncMetrics metrics;
  private final Vigil vigil;
  private final Forges forges;
  private final Clock clock;

  GitSyncReconciler(SyncSteps steps, Removals removals, Writers writers, Vigil vigil, Clock clock) {
    this.steps = steps;
    this.removals = removals;
    this.inventories = writers.inventories();
    this.reporting = writers.reporting();
    this.drift = writers.drift();
    this.metrics = writers.metrics();
    this.vigil = vigil;
    this.forges = writers.forges();
    this.clock = clock;
  }

  /** Who removes what a GitSync had, with whose rights. */
  record Removals(Removal removal, Impersonation impersonation) {}

  /** Who writes what a sync came to. */
  record Writers(
      InventoryStore inventories,
      Reporting reporting,
      DriftReports drift,
      SyncMetrics metrics,
      Forges forges) {}

  /** Git servers that call, and that are told how their commits fare. */
  record Forges(Hooks hooks, CommitReports reports) {
    void forget(GitSync sync) {
      hooks.forget(sync);
      reports.forget(sync);
    }
  }

  @Override
  public List<EventSource<?, GitSync>> prepareEventSources(EventSourceContext<GitSync> context) {
    return Stream.<EventSource<?, GitSync>>concat(
            Stream.of(vigil.alarms()), forges.hooks().sources(context).stream())
        .toList();
  }

  @Override
  public UpdateControl<GitSync> reconcile(GitSync sync, Context<GitSync> context)
      throws InterruptedException {
    try (var _ = MDC.putCloseable("object", name(sync))) {
      Remembered known = vigil.of(sync);
      Instant now = clock.instant();
      Rest rest = known.rest;
      boolean pushed = known.pushed.getAndSet(false);
      if (rest != null && (pushed || !rest.holds(sync, now))) {
        rest = null;
      }
      if (rest != null && !known.sentinel.isAlarmed()) {
        return next(Duration.between(now, rest.until()));
      }
      var progress = new SyncProgress(revision -> forges.reports().started(sync, revision));
      known.sentinel.begin();
      try {
        Duration wait = work(sync, Optional.ofNullable(rest), known, progress);
        remember(sync, progress.stored, context);
        return next(wait);
      } finally {
        if (progress.isThrough()) {
          known.sentinel.end(progress.written);
        } else {
          known.sentinel.breakOff(progress.written);
        }
      }
    }
  }

  /**
   * The framework's cache lags behind what was just written. Whoever went by it would take for new
   * what is applied, and not call it drift when somebody removes that.
   */
  private static void remember(GitSync before, @Nullable GitSync stored, Context<GitSync> context) {
    if (stored != null && !version(stored).equals(version(before))) {
      context
          .eventSourceRetriever()
          .getControllerEventSource()
          .handleRecentResourceUpdate(ResourceID.fromResource(stored), stored, before);
    }
  }

  private static String version(GitSync sync) {
    return sync.getMetadata().getResourceVersion();
  }

  private static UpdateControl<GitSync> next(Duration wait) {
    return UpdateControl.<GitSync>noUpdate().rescheduleAfter(wait.plusMillis(1));
  }

  /** One sync, or, at rest, a comparison; says when to look again. */
  private Duration work(GitSync sync, Optional<Rest> rest, Remembered known, SyncProgress progress)
      throws InterruptedException {
    long started = System.nanoTime();
    known.rest = null;
    Outcome outcome = sync(sync, rest, known, progress);
    metrics.synced(sync, outcome, Duration.ofNanos(System.nanoTime() - started));
    log(outcome, progress);
    tellForges(sync, known, progress, outcome);
    Reported reported = report(sync, progress, outcome);
    Instant now = clock.instant();
    Instant planned = now.plus(progress.soon ? sooner(sync, reported) : reported.again());
    Instant until =
        rest.map(Rest::until)
            .filter(at -> progress.compared && at.isBefore(planned))
            .orElse(planned);
    String revision = progress.applied;
    boolean applied = outcome instanceof Outcome.Done || outcome instanceof Outcome.Waiting;
    if (applied && revision != null) {
      known.good = new Rest(revision, progress.wanted, Rest.Asked.of(sync), until);
      known.rest = reported.written() ? known.good : null;
    }
    return until.isAfter(now) ? Duration.between(now, until) : SHORTEST_INTERVAL;
  }

  /** Neither of the two fails a sync. */
  private void tellForges(GitSync sync, Remembered known, SyncProgress progress, Outcome outcome) {
    known.revision = progress.compared ? known.revision : progress.revision;
    progress.revision = known.revision;
    try {
      forges.reports().ended(sync, progress, outcome);
      forges.hooks().look(sync);
    } catch (RuntimeException e) {
      // the reconciler's edge: the objects are as the sync left them, whatever this came to
      LOG.warn("{}", unforeseen("tell the Git server", e).text());
    }
  }

  private Outcome sync(GitSync sync, Optional<Rest> rest, Remembered known, SyncProgress progress)
      throws InterruptedException {
    if (sync.getSpec().suspend()) {
      vigil.rest(sync);
      return Outcome.done(Reason.SUSPENDED, "spec.suspend is set; nothing is fetched or applied");
    }
    try {
      if (rest.isPresent()) {
        progress.compared = steps.compare(sync, rest.get(), known, progress);
      }
      if (!progress.compared) {
        steps.sync(sync, known, progress, wanted -> vigil.expect(sync, wanted));
        vigil.watch(sync, progress.wanted);
      }
      return progress.outcome == null ? Outcome.done() : progress.outcome;
    } catch (SyncTrouble trouble) {
      LastGood.keep(
          sync, known, progress, (good, aside) -> steps.compare(sync, good, known, aside));
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
    return SyncTrouble.unforeseen(what, e);
  }

  /** Whether the status says what the sync came to, and when to look again. */
  private record Reported(boolean written, Duration again) {}

  /** Writes what the sync came to. */
  private Reported report(GitSync sync, SyncProgress progress, Outcome outcome) {
    try {
      Optional<Inventory> inventory =
          Optional.ofNullable(progress.inventory)
              .map(keys -> inventories.store(sync, keys, progress.inventoryBefore));
      progress.events.forEach(reporting::event);
      Optional<GitSync> written =
          reporting.status(
              sync, StatusBuilding.build(sync, progress, outcome, inventory, clock.instant()));
      if (written.isEmpty()) {
        return new Reported(false, SHORTEST_INTERVAL);
      }
      progress.stored = written.get();
      inventory.ifPresent(now -> inventories.sweep(sync, now));
      return new Reported(true, next(sync, outcome));
    } catch (RuntimeException e) {
      // the reconciler's edge: the status cannot say it, so the log does
      LOG.warn(
          "{}; tried again in {} s",
          unforeseen("report the result", e).text(),
          retry(sync).toSeconds());
      return new Reported(false, retry(sync));
    }
  }

  private static Duration sooner(GitSync sync, Reported reported) {
    Duration retry = retry(sync);
    return retry.compareTo(reported.again()) < 0 ? retry : reported.again();
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
      vigil.forget(sync);
      drift.forget(sync);
      forges.forget(sync);
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
