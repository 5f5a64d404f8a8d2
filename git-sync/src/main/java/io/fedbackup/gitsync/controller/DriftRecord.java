package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.drift.DriftLedger;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one sync writes down about drift: what it is about to put right before it does that, what is
 * left as it is afterwards. Events come first, then the report. Used once.
 */
final class DriftRecord {
  private final GitSync sync;
  private final Deviations deviations;
  private final Corrections told;
  private final DriftBook book;
  private final Consumer<EventRecord> events;
  private final Function<ObjectKey, Optional<Instant>> goneAt;

  DriftRecord(
      GitSync sync,
      Deviations deviations,
      String revision,
      SyncWork.Tools tools,
      Function<ObjectKey, Optional<Instant>> goneAt) {
    this.sync = sync;
    this.deviations = deviations;
    this.told = new Corrections(Regarding.of(sync), revision, deviations.lastApplied());
    this.book = tools.drift();
    this.events = tools.events();
    this.goneAt = goneAt;
  }

  /**
   * Before everything is made as Git says.
   *
   * @return whether anything is put right by that
   */
  boolean corrects() {
    List<Deviation> found = deviations.found();
    List<EventRecord> records = told.corrected(found);
    records.forEach(events);
    told.reported(news(deviations.extra())).forEach(events);
    write(found, deviations.undecided());
    return !records.isEmpty();
  }

  /**
   * After it.
   *
   * @param silent whether what is left was told before
   */
  void left(SyncRun.Result result, boolean silent) {
    List<Deviation> left = deviations.left(result);
    if (!silent) {
      told.reported(news(left)).forEach(events);
    }
    write(left, deviations.undecided(result));
  }

  private List<Deviation> news(List<Deviation> left) {
    if (left.isEmpty()) {
      return left;
    }
    List<DriftEntry> standing = book.read(sync).uncorrected();
    return left.stream()
        .filter(it -> !DriftLedger.names(standing, it.entry(Optional.empty())))
        .toList();
  }

  private void write(List<Deviation> found, Set<ObjectKey> undecided) {
    List<DriftEntry> entries = found.stream().map(it -> it.entry(goneAt.apply(it.key()))).toList();
    Set<ObjectKey> named = found.stream().map(Deviation::key).collect(Collectors.toSet());
    Set<ObjectKey> unknown =
        undecided.stream().filter(key -> !named.contains(key)).collect(Collectors.toSet());
    book.write(sync, (before, now) -> after(before, entries, unknown, now));
  }

  private static DriftLedger after(
      DriftLedger before, List<DriftEntry> found, Set<ObjectKey> unknown, Instant now) {
    return unknown.isEmpty()
        ? before.replaced(found, now)
        : before.updated(
            found, entry -> unknown.stream().noneMatch(key -> Deviation.isAbout(entry, key)), now);
  }
}
