package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.Confirmation;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.Failure;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.apply.SyncRun.Writing;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.PruneGuard.Verdict;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What the result of a sync means: conditions, inventory, when to look again. Pure. */
final class SyncOutcome {
  static final String IN_SYNC = "InSync";
  static final Duration SOON = Duration.ofSeconds(10);
  private static final int NAMES_SHOWN = 5;

  private final Regarding regarding;
  private final SyncWork.Prepared prepared;
  private final SyncPlan plan;
  private final AppliedDigest.Stage stage;
  private final Writing writing;
  private final boolean prunes;

  /**
   * For one sync.
   *
   * @param stage how far the revision had come before
   */
  SyncOutcome(
      GitSync sync, SyncWork.Prepared prepared, AppliedDigest.Stage stage, Writing writing) {
    this.regarding = Regarding.of(sync);
    this.prepared = prepared;
    this.plan = prepared.plan();
    this.stage = stage;
    this.writing = writing;
    this.prunes = sync.getSpec().prune().enabled();
  }

  void conclude(SyncRun.Result result, SyncProgress progress) {
    progress.inventory = inventory(result);
    progress.events.addAll(new Farewells(regarding, prepared.revision()).events(result));
    if (!documents(result, progress)) {
      if (stage == AppliedDigest.Stage.NOTHING) {
        progress.mark = new AppliedDigest.Mark(null);
      }
      return;
    }
    progress.mark = new AppliedDigest.Mark(prepared.digest().documents());
    applied(progress);
    if (removals(result, progress)) {
      progress.mark = new AppliedDigest.Mark(prepared.digest().everything());
      state(result, progress);
    }
  }

  /** What is there of this GitSync now, and what should be and is missing. */
  private NavigableSet<ObjectKey> inventory(SyncRun.Result result) {
    NavigableSet<ObjectKey> keys = new TreeSet<>(plan.unchanged());
    plan.changes().stream()
        .filter(change -> !change.isNew() || change.expected())
        .forEach(change -> keys.add(change.key()));
    keys.addAll(result.applied().applied());
    plan.aside().held().forEach(change -> keys.add(change.key()));
    plan.beingRemoved().forEach(object -> keys.add(object.key()));
    plan.removals().forEach(object -> keys.add(object.key()));
    keys.addAll(plan.aside().leaving());
    keys.addAll(plan.aside().elsewhere());
    keys.addAll(plan.aside().claimed().keySet());
    result.pruned().removed().forEach(keys::remove);
    return keys;
  }

  /** Whether all documents are applied. */
  private boolean documents(SyncRun.Result result, SyncProgress progress) {
    if (!result.applied().failures().isEmpty()) {
      failed(result.applied().failures(), result.applied().notTried(), progress, false);
      return false;
    }
    if (!result.applied().conflicts().isEmpty()) {
      conflicts(result.applied().conflicts(), progress);
      return false;
    }
    if (!plan.beingRemoved().isEmpty()) {
      String message =
          "still being removed, and applied again when gone: " + names(live(plan.beingRemoved()));
      progress.facts.add(
          Fact.of(
              SyncSteps.APPLIED,
              false,
              Reason.BEING_REMOVED,
              Reason.BEING_REMOVED.advise(message)));
      waits(Reason.BEING_REMOVED, message, progress);
      return false;
    }
    return true;
  }

  private static void failed(
      List<Failure> failures, int notTried, SyncProgress progress, boolean applied) {
    Failure first = failures.getFirst();
    String more = failures.size() > 1 ? " and %d more".formatted(failures.size() - 1) : "";
    String left =
        notTried > 0 ? "; %d objects that come later were not tried".formatted(notTried) : "";
    Reason reason = reason(first.cause());
    String message =
        reason.advise(Messages.cut(first.sentence(), Messages.BEFORE_REMEDY) + more + left);
    if (!applied) {
      progress.facts.add(Fact.of(SyncSteps.APPLIED, false, reason, message));
    }
    progress.facts.add(Fact.of(IN_SYNC, false, reason, message));
    progress.end(Outcome.failed(reason, message));
  }

  private static Reason reason(ClusterException cause) {
    return switch (cause.kind()) {
      case FORBIDDEN -> Reason.FORBIDDEN;
      case UNEXPECTED -> Reason.INTERNAL_ERROR;
      case INVALID, KIND_MISSING, CONFLICT, UNAVAILABLE, UNAUTHORIZED -> Reason.APPLY_FAILED;
    };
  }

  private void conflicts(List<Failure> conflicts, SyncProgress progress) {
    List<ObjectKey> keys = conflicts.stream().map(Failure::key).toList();
    progress.drifted = keys.size();
    String message =
        Reason.DRIFTED.advise(
            "not applied, since others have changed them and driftPolicy is Report: %s (%s)"
                .formatted(
                    names(keys),
                    Messages.cut(conflicts.getFirst().sentence(), Messages.BEFORE_REMEDY)));
    progress.facts.add(Fact.of(SyncSteps.APPLIED, false, Reason.DRIFTED, message));
    progress.facts.add(Fact.of(IN_SYNC, false, Reason.DRIFTED, message));
    progress.end(Outcome.blocked(Reason.DRIFTED, message));
  }

  private void applied(SyncProgress progress) {
    if (plan.aside().claimed().isEmpty()) {
      progress.facts.add(Fact.of(SyncSteps.APPLIED, true, Reason.APPLIED, prepared.revision()));
    } else {
      progress.facts.add(Fact.of(SyncSteps.APPLIED, false, Reason.OWNED_BY_ANOTHER, claimed()));
    }
    if (stage == AppliedDigest.Stage.NOTHING) {
      progress.events.add(
          EventRecord.normal(
              regarding,
              Reason.APPLIED,
              prepared.digest().documents(),
              "%d objects of %s are applied"
                  .formatted(prepared.wanted().size(), prepared.revision())));
    }
  }

  /** Whether what left Git is removed, or at least on its way. */
  private boolean removals(SyncRun.Result result, SyncProgress progress) {
    if (!result.pruned().failures().isEmpty()) {
      failed(result.pruned().failures(), 0, progress, true);
      return false;
    }
    if (result.confirmation().isPresent()) {
      confirmation(result.confirmation().get(), progress);
      return false;
    }
    if (!result.pruned().kept().isEmpty()) {
      waits(
          Reason.PROGRESSING,
          "changed while they were to be removed, and are looked at again: "
              + names(result.pruned().kept()),
          progress);
      return false;
    }
    return true;
  }

  private void confirmation(Verdict.NeedsConfirmation needed, SyncProgress progress) {
    String message = needsConfirmation(needed);
    progress.confirmation =
        new Confirmation(
            needed.token(), Reason.PRUNE_NEEDS_CONFIRMATION.wireName(), Messages.cut(message));
    progress.facts.add(Fact.of(IN_SYNC, false, Reason.PRUNE_NEEDS_CONFIRMATION, message));
    progress.end(Outcome.blocked(Reason.PRUNE_NEEDS_CONFIRMATION, message));
  }

  /** Names as much of what would go as the condition can hold, and where the rest is told. */
  private String needsConfirmation(Verdict.NeedsConfirmation needed) {
    List<String> names = live(plan.removals()).stream().map(ObjectKey::shortName).toList();
    String frame =
        Reason.PRUNE_NEEDS_CONFIRMATION.advise(
            "%d objects would be removed, at most %d at once: %%s; fedbackup plan DIR --git-sync %s/%s names all; annotation fedbackup.io/confirm: %s lets it happen"
                .formatted(
                    needed.removals(),
                    needed.maximum(),
                    regarding.namespace(),
                    regarding.name(),
                    needed.token()));
    return frame.formatted(Messages.fitting(names, Messages.MAXIMUM - frame.length()));
  }

  /** Everything that this sync could do is done: how Git and the cluster compare now. */
  private void state(SyncRun.Result result, SyncProgress progress) {
    if (!plan.aside().claimed().isEmpty()) {
      progress.facts.add(Fact.of(IN_SYNC, false, Reason.OWNED_BY_ANOTHER, claimed()));
      progress.end(Outcome.blocked(Reason.OWNED_BY_ANOTHER, claimed()));
      return;
    }
    progress.applied = prepared.revision();
    List<ObjectKey> drifted = drifted();
    List<ObjectKey> leaving = new ArrayList<>(plan.aside().leaving());
    leaving.addAll(result.pruned().going());
    if (!drifted.isEmpty()) {
      String message = Reason.DRIFTED.advise("differ from Git: " + names(drifted));
      progress.drifted = drifted.size();
      progress.facts.add(Fact.of(IN_SYNC, false, Reason.DRIFTED, message));
      progress.end(Outcome.done(Reason.DRIFTED, message));
    } else if (!leaving.isEmpty()) {
      waits(Reason.BEING_REMOVED, "left Git and are being removed: " + names(leaving), progress);
    } else {
      inSync(progress);
    }
  }

  private List<ObjectKey> drifted() {
    List<ObjectKey> keys = new ArrayList<>();
    if (writing == Writing.NONE || writing == Writing.REMOVALS) {
      plan.changes().stream().filter(Change::isVisible).map(Change::key).forEach(keys::add);
    }
    plan.aside().held().stream().filter(Change::isVisible).map(Change::key).forEach(keys::add);
    if (writing == Writing.NONE && prunes) {
      keys.addAll(live(plan.removals()));
    }
    if (prunes) {
      keys.addAll(live(plan.aside().extra()));
    }
    return keys;
  }

  private void inSync(SyncProgress progress) {
    int handedOver = plan.aside().elsewhere().size();
    String message =
        "%d objects of %s%s"
            .formatted(
                prepared.wanted().size(),
                SyncSteps.shortened(prepared.revision()),
                handedOver == 0
                    ? ""
                    : "; %d more stand at the path of another GitSync, which takes them over"
                        .formatted(handedOver));
    progress.facts.add(Fact.of(IN_SYNC, true, Reason.IN_SYNC, message));
    progress.end(Outcome.done(Reason.APPLIED, message));
  }

  private static void waits(Reason reason, String why, SyncProgress progress) {
    String message = reason.advise(why);
    progress.facts.add(Fact.of(IN_SYNC, false, reason, message));
    progress.end(Outcome.waiting(reason, message, SOON));
  }

  private String claimed() {
    ObjectKey first = new TreeSet<>(plan.aside().claimed().keySet()).first();
    int more = plan.aside().claimed().size() - 1;
    return "%s%s is in GitSync %s/%s and in %s, which applied it last and keeps it; remove it from one of the two"
        .formatted(
            first,
            more == 0 ? "" : " and %d more".formatted(more),
            regarding.namespace(),
            regarding.name(),
            plan.aside().claimed().get(first));
  }

  private static List<ObjectKey> live(Collection<LiveObject> objects) {
    return objects.stream().map(LiveObject::key).toList();
  }

  private static String names(Collection<ObjectKey> keys) {
    return Messages.list(keys.stream().map(ObjectKey::shortName).toList(), NAMES_SHOWN);
  }
}
