package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.planning.drift.FieldDifference;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what somebody changed or removed by hand and is about to be put right. It is told before the
 * write, so that a crash between the two loses nothing: the same happening has the same name. Many
 * at once become one Event per reason. Pure.
 */
final class Corrections {
  private static final int SINGLY = 10;
  private static final int NAMES_SHOWN = 5;

  private final Regarding regarding;
  private final String revision;
  private final @Nullable GitSyncStatus before;
  private final boolean settled;

  /**
   * For one sync.
   *
   * @param before the status that the sync began with
   * @param settled whether this very revision was applied already; else what differs may just be
   *     what the commit changes
   */
  Corrections(
      Regarding regarding, String revision, @Nullable GitSyncStatus before, boolean settled) {
    this.regarding = regarding;
    this.revision = SyncSteps.shortened(revision);
    this.before = before;
    this.settled = settled;
  }

  private record Correction(Change change, String happening, String message) {}

  /** Events about these changes. */
  List<EventRecord> events(List<Change> changes) {
    List<Correction> missing = new ArrayList<>();
    List<Correction> modified = new ArrayList<>();
    for (Change change : changes) {
      if (change.isMissing()) {
        missing.add(missing(change));
      } else if (!byOthers(change).isEmpty()) {
        modified.add(modified(change, byOthers(change)));
      }
    }
    List<EventRecord> events = new ArrayList<>();
    events.addAll(rolledUp(Reason.DELETED_BY_HAND, missing, "were gone and are applied again"));
    events.addAll(rolledUp(Reason.DRIFT_CORRECTED, modified, "differed and are put right"));
    return events;
  }

  private List<FieldDifference> byOthers(Change change) {
    if (settled) {
      return change.isNew() ? List.of() : change.differences();
    }
    return lastApplied().map(change::changedByOthersAfter).orElse(List.of());
  }

  private Optional<Instant> lastApplied() {
    return Optional.ofNullable(before).map(GitSyncStatus::lastAppliedAt).map(Instant::parse);
  }

  private Correction missing(Change change) {
    // what was removed has no UID any more: one removal is told from the next by the time of the
    // last write, which every correction renews
    String happening = change.key() + " after " + lastApplied().map(Instant::toString).orElse("");
    return new Correction(
        change,
        happening,
        "%s was gone; it is applied again from %s".formatted(change.key(), revision));
  }

  private Correction modified(Change change, List<FieldDifference> differences) {
    List<String> fields = differences.stream().map(FieldDifference::path).toList();
    return new Correction(
        change,
        change.key() + " " + change.live().map(LiveObject::resourceVersion).orElse(""),
        "%s differed in %s; it is put right, as in %s"
            .formatted(change.key(), Messages.list(fields, NAMES_SHOWN), revision));
  }

  private List<EventRecord> rolledUp(Reason reason, List<Correction> all, String what) {
    if (all.size() <= SINGLY) {
      return all.stream()
          .map(it -> EventRecord.warning(regarding, reason, it.happening(), it.message()))
          .toList();
    }
    List<String> happenings = all.stream().map(Correction::happening).sorted().toList();
    List<String> names = all.stream().map(it -> it.change().key().shortName()).sorted().toList();
    String message =
        "%d objects %s, as in %s: %s"
            .formatted(all.size(), what, revision, Messages.list(names, NAMES_SHOWN));
    return List.of(EventRecord.warning(regarding, reason, String.join("\n", happenings), message));
  }
}
