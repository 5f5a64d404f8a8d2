package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.Failure;
import io.fedbackup.gitsync.apply.Listing;
import io.fedbackup.gitsync.apply.Objects;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.engine.Standing;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Neighbours;
import io.fedbackup.gitsync.plan.Planner;
import io.fedbackup.gitsync.plan.Possession;
import io.fedbackup.gitsync.plan.PruneGuard;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.source.SourceException;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What {@code onRemoval: Prune} does: all objects of a GitSync that is being removed go, but for
 * those that stand at the path of another GitSync in the newest commit, which takes them over. What
 * could not be removed within an hour stays, and is named in an Event; for as long is it waited for
 * a repository that does not say what others take over.
 */
final class Removal {
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final int NAMES_SHOWN = 5;

  private final SyncRun run;
  private final Heirs heirs;
  private final Clock clock;
  private final Planner planner = new Planner();

  Removal(SyncRun run, Heirs heirs, Clock clock) {
    this.run = run;
    this.heirs = heirs;
    this.clock = clock;
  }

  /**
   * By what it is known which objects others take over.
   *
   * @param newest the commit that a GitSync would look at now
   */
  record Heirs(OtherSyncs others, Standing standing, Function<GitSync, Commits.Commit> newest) {

    /** Of these objects of a GitSync, those that stand at another one's path. */
    Set<ObjectKey> among(GitSync sync, Set<ObjectKey> candidates) {
      if (others.all().stream().noneMatch(it -> OtherPaths.mayHold(it, sync, candidates))) {
        return Set.of();
      }
      Commits.Commit commit = newest.apply(sync);
      return new OtherPaths(sync, commit.revision().toString(), commit::at, others, standing)
          .standing(candidates);
    }
  }

  /**
   * What a try came to.
   *
   * @param outcome done: nothing is left, or patience has ended
   * @param events to be written before the GitSync goes
   */
  record Step(Outcome outcome, List<EventRecord> events) {

    /** Whether the GitSync may go. */
    boolean isDone() {
      return outcome instanceof Outcome.Done;
    }
  }

  /**
   * Removes what is left.
   *
   * @param inventory what the GitSync had, wherever that was: the account must be able to look
   *     there, so that lost rights are not taken for nothing being there
   * @param objects with the rights of the GitSync's account
   */
  Step prune(GitSync sync, Set<ObjectKey> inventory, Objects objects) throws InterruptedException {
    try {
      return prune(sync, plan(sync, inventory, objects), objects);
    } catch (ClusterException e) {
      SyncTrouble trouble = SyncTrouble.of(e);
      return failed(sync, List.copyOf(inventory), trouble.reason(), trouble.text());
    } catch (SyncTrouble e) {
      return failed(
          sync,
          List.copyOf(inventory),
          e.reason(),
          "what other GitSyncs take over is not known: " + e.text());
    }
  }

  private SyncPlan plan(GitSync sync, Set<ObjectKey> inventory, Objects objects)
      throws InterruptedException {
    Possession possession = SyncSteps.possession(sync, inventory);
    Set<String> namespaces = Set.of(SyncSteps.targetNamespace(sync));
    Listing listing = run.observe(possession, namespaces, objects);
    Neighbours neighbours =
        new Neighbourhood(heirs.others(), keys -> takenOver(sync, keys))
            .of(listing.observed(), Set.of());
    return planner.plan(List.of(), listing.observed(), possession.owner(), neighbours);
  }

  private Set<ObjectKey> takenOver(GitSync sync, Set<ObjectKey> candidates) {
    try {
      return heirs.among(sync, candidates);
    } catch (SourceException e) {
      return nothingWhenLate(sync, SyncTrouble.of(e));
    } catch (SyncTrouble e) {
      return nothingWhenLate(sync, e);
    }
  }

  private Set<ObjectKey> nothingWhenLate(GitSync sync, SyncTrouble trouble) {
    if (isLate(sync)) {
      return Set.of();
    }
    throw trouble;
  }

  private Step prune(GitSync sync, SyncPlan plan, Objects objects) throws InterruptedException {
    var settings =
        new SyncRun.Settings(new PruneGuard(true, 100), Set.of(), SyncRun.Writing.REMOVALS);
    SyncRun.Result result = run.carryOut(plan, objects, settings);
    List<ObjectKey> left = left(result);
    if (left.isEmpty()) {
      List<EventRecord> events = new ArrayList<>();
      if (!plan.aside().departed().isEmpty()) {
        events.addAll(new Farewells(Regarding.of(sync), "removal").events(result));
      }
      if (!plan.aside().elsewhere().isEmpty()) {
        events.add(Farewells.inherited(Regarding.of(sync), plan.aside().elsewhere()));
      }
      if (!plan.aside().extra().isEmpty()) {
        events.add(Farewells.notOwn(Regarding.of(sync), plan.aside().extra()));
      }
      return new Step(Outcome.done(), events);
    }
    List<Failure> failures = result.pruned().failures();
    if (!failures.isEmpty()) {
      ClusterException first = failures.getFirst().cause();
      Reason reason = SyncTrouble.of(first).reason();
      return failed(sync, left, reason, reason.advise(failures.getFirst().sentence()));
    }
    return waiting(sync, left);
  }

  private static List<ObjectKey> left(SyncRun.Result result) {
    List<ObjectKey> left = new ArrayList<>(result.plan().aside().leaving());
    result.plan().removals().stream().map(LiveObject::key).forEach(left::add);
    left.removeAll(result.pruned().removed());
    return left;
  }

  private Step waiting(GitSync sync, List<ObjectKey> left) {
    if (isLate(sync)) {
      return givenUp(sync, left, Optional.empty());
    }
    return new Step(
        Outcome.waiting(
            Reason.BEING_REMOVED,
            Reason.BEING_REMOVED.advise("still being removed: " + names(left)),
            SOON),
        List.of());
  }

  private Step failed(GitSync sync, List<ObjectKey> left, Reason reason, String why) {
    if (isLate(sync)) {
      return givenUp(sync, left, Optional.of(why));
    }
    String message = "cannot be removed: %s: %s".formatted(names(left), why);
    return new Step(
        Outcome.failed(reason, message),
        List.of(
            EventRecord.warning(
                Regarding.of(sync), reason, "removal " + sync.getMetadata().getUid(), message)));
  }

  private static Step givenUp(GitSync sync, List<ObjectKey> left, Optional<String> why) {
    EventRecord event = Farewells.left(Regarding.of(sync), left, why);
    return new Step(Outcome.done(Reason.LEFT_BEHIND, event.message()), List.of(event));
  }

  private static String names(List<ObjectKey> keys) {
    return Messages.list(keys.stream().map(ObjectKey::toString).sorted().toList(), NAMES_SHOWN);
  }

  private boolean isLate(GitSync sync) {
    Instant since = Instant.parse(sync.getMetadata().getDeletionTimestamp());
    return clock.instant().isAfter(since.plus(PATIENCE));
  }
}
