package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.Confirmation;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.apply.Applier;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.PruneGuard.Verdict;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.drift.FieldDifference;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What the result of a sync means: conditions, Events, inventory. Pure. */
final class SyncOutcome {
  static final String IN_SYNC = "InSync";
  private static final int NAMES_SHOWN = 5;
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Regarding regarding;
  private final String revision;
  private final boolean settled;

  SyncOutcome(GitSync sync, String revision) {
    this.regarding = Regarding.of(sync);
    this.revision = revision;
    this.settled = SyncSteps.isSettled(sync, revision);
  }

  void conclude(List<Manifest> wanted, SyncRun.Result result, SyncProgress progress) {
    progress.inventory = inventory(wanted, result);
    corrections(result, progress);
    if (!result.isComplete()) {
      failed(result, progress);
      return;
    }
    if (settled && result.verdict().isEmpty() && !result.plan().isEmpty()) {
      drifted(result, progress);
      return;
    }
    if (!result.plan().beingRemoved().isEmpty()) {
      waits(result, progress);
      return;
    }
    progress.applied = revision;
    applied(wanted.size(), progress);
    result.pruned().ifPresent(pruned -> pruned(pruned, progress));
    if (result.verdict().orElse(null) instanceof Verdict.NeedsConfirmation needed) {
      confirmation(result, needed, progress);
      return;
    }
    String message = "%d objects of %s".formatted(wanted.size(), SyncSteps.shortened(revision));
    progress.facts.add(Fact.of(IN_SYNC, true, Reason.IN_SYNC, message));
    progress.end(Outcome.done(Reason.APPLIED, message));
  }

  private static NavigableSet<ObjectKey> inventory(List<Manifest> wanted, SyncRun.Result result) {
    NavigableSet<ObjectKey> keys = new TreeSet<>();
    wanted.forEach(manifest -> keys.add(manifest.key()));
    result.plan().removals().forEach(object -> keys.add(object.key()));
    result.pruned().ifPresent(pruned -> pruned.removed().forEach(keys::remove));
    return keys;
  }

  /**
   * Objects that somebody changed or removed since this revision was applied, and that are put
   * right now.
   */
  private void corrections(SyncRun.Result result, SyncProgress progress) {
    if (!settled) {
      return;
    }
    Map<ObjectKey, Change> changes = new HashMap<>();
    result.plan().changes().forEach(change -> changes.put(change.key(), change));
    for (LiveObject object : result.applied().applied()) {
      Change change = changes.get(object.key());
      if (change != null && (change.isNew() || !change.differences().isEmpty())) {
        progress.events.add(correction(change, object));
      }
    }
  }

  private EventRecord correction(Change change, LiveObject now) {
    if (change.isNew()) {
      return EventRecord.warning(
          regarding,
          Reason.DELETED_BY_HAND,
          change.key() + " " + now.uid(),
          "%s was gone or had lost its labels; it is applied again from %s"
              .formatted(change.key(), SyncSteps.shortened(revision)));
    }
    List<String> fields = change.differences().stream().map(FieldDifference::path).toList();
    return EventRecord.warning(
        regarding,
        Reason.DRIFT_CORRECTED,
        change.key() + " " + change.live().map(LiveObject::resourceVersion).orElse(""),
        "%s differed in %s; it is as in %s again"
            .formatted(
                change.key(), Messages.list(fields, NAMES_SHOWN), SyncSteps.shortened(revision)));
  }

  private void failed(SyncRun.Result result, SyncProgress progress) {
    List<Applier.Failure> failures =
        result.applied().isComplete()
            ? result.pruned().map(Applier.Pruned::failures).orElse(List.of())
            : result.applied().failures();
    ClusterException first = failures.getFirst().cause();
    String more = failures.size() > 1 ? " and %d more".formatted(failures.size() - 1) : "";
    String left =
        result.applied().notTried() > 0
            ? "; %d objects that come later were not tried".formatted(result.applied().notTried())
            : "";
    Reason reason =
        first.kind() == ClusterException.Kind.FORBIDDEN ? Reason.FORBIDDEN : Reason.APPLY_FAILED;
    String message = first.getMessage() + more + left;
    progress.facts.add(Fact.of(SyncSteps.APPLIED, result.applied().isComplete(), reason, message));
    progress.facts.add(Fact.of(IN_SYNC, false, reason, message));
    progress.end(Outcome.failed(reason, message));
  }

  private void drifted(SyncRun.Result result, SyncProgress progress) {
    List<String> names = new java.util.ArrayList<>();
    result.plan().changes().forEach(change -> names.add(change.key().shortName()));
    result.plan().removals().forEach(object -> names.add(object.key().shortName()));
    progress.applied = revision;
    progress.drifted = names.size();
    String message = "differ from Git: " + Messages.list(names, NAMES_SHOWN);
    progress.facts.add(Fact.of(SyncSteps.APPLIED, true, Reason.APPLIED, revision));
    progress.facts.add(Fact.of(IN_SYNC, false, Reason.DRIFTED, message));
    progress.end(Outcome.done(Reason.DRIFTED, message));
  }

  private void waits(SyncRun.Result result, SyncProgress progress) {
    List<String> names = result.plan().beingRemoved().stream().map(ObjectKey::shortName).toList();
    String message =
        "still being removed, and applied again when gone: " + Messages.list(names, NAMES_SHOWN);
    progress.facts.add(Fact.of(SyncSteps.APPLIED, false, Reason.BEING_REMOVED, message));
    progress.facts.add(Fact.of(IN_SYNC, false, Reason.BEING_REMOVED, message));
    progress.end(Outcome.waiting(Reason.BEING_REMOVED, message, SOON));
  }

  private void applied(int count, SyncProgress progress) {
    progress.facts.add(Fact.of(SyncSteps.APPLIED, true, Reason.APPLIED, revision));
    if (!settled) {
      progress.events.add(
          EventRecord.normal(
              regarding,
              Reason.APPLIED,
              revision,
              "%d objects of %s are applied".formatted(count, revision)));
    }
  }

  private void pruned(Applier.Pruned pruned, SyncProgress progress) {
    if (!pruned.removed().isEmpty()) {
      List<String> names = pruned.removed().stream().map(ObjectKey::toString).toList();
      progress.events.add(
          EventRecord.normal(
              regarding,
              Reason.PRUNED,
              revision + " " + String.join(",", names),
              "removed, since they left Git: " + Messages.list(names, NAMES_SHOWN)));
    }
  }

  private void confirmation(
      SyncRun.Result result, Verdict.NeedsConfirmation needed, SyncProgress progress) {
    List<String> names =
        result.plan().removals().stream().map(object -> object.key().shortName()).toList();
    String message =
        "%d objects would be removed, at most %d at once: %s; annotation fedbackup.io/confirm: %s lets it happen"
            .formatted(
                needed.removals(),
                needed.maximum(),
                Messages.list(names, NAMES_SHOWN),
                needed.token());
    progress.confirmation =
        new Confirmation(
            needed.token(), Reason.PRUNE_NEEDS_CONFIRMATION.wireName(), Messages.cut(message));
    progress.facts.add(Fact.of(IN_SYNC, false, Reason.PRUNE_NEEDS_CONFIRMATION, message));
    progress.end(Outcome.blocked(Reason.PRUNE_NEEDS_CONFIRMATION, message));
  }
}
