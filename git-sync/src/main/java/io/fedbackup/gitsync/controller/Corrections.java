package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.planning.drift.FieldDifference;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what somebody changed or removed by hand. What is about to be put right is told before the
 * write, so that a crash between the two loses nothing: the same happening has the same name. Many
 * at once become one Event per reason. Pure.
 */
final class Corrections {
  private static final int SINGLY = 10;
  private static final int NAMES_SHOWN = 5;

  private final Regarding regarding;
  private final String revision;
  private final Optional<Instant> lastApplied;

  /**
   * For one sync.
   *
   * @param lastApplied when the objects were last made as Git says
   */
  Corrections(Regarding regarding, String revision, Optional<Instant> lastApplied) {
    this.regarding = regarding;
    this.revision = SyncSteps.shortened(revision);
    this.lastApplied = lastApplied;
  }

  private record Told(Deviation deviation, String happening, String message) {}

  /** Events about what is put right; what is there too much is told when it is pruned. */
  List<EventRecord> corrected(List<Deviation> all) {
    List<EventRecord> events = new ArrayList<>();
    events.addAll(
        rolledUp(
            Reason.DELETED_BY_HAND,
            of(DriftType.MISSING, all, this::missing),
            "were gone and are applied again"));
    events.addAll(
        rolledUp(
            Reason.DRIFT_CORRECTED,
            of(DriftType.MODIFIED, all, this::modified),
            "differed and are put right"));
    return events;
  }

  /** Events about what is left as it is. */
  List<EventRecord> reported(List<Deviation> all) {
    List<Told> told =
        all.stream()
            .map(it -> new Told(it, happening(it), "%s %s".formatted(it.key(), differs(it))))
            .toList();
    return rolledUp(Reason.DRIFTED, told, "differ from Git and are left as they are");
  }

  private static List<Told> of(
      DriftType type, List<Deviation> all, java.util.function.Function<Deviation, Told> tell) {
    return all.stream().filter(it -> it.type() == type).map(tell).toList();
  }

  private Told missing(Deviation deviation) {
    return new Told(
        deviation,
        happening(deviation),
        "%s was gone; it is applied again from %s".formatted(deviation.key(), revision));
  }

  private Told modified(Deviation deviation) {
    return new Told(
        deviation,
        deviation.key() + " " + deviation.version(),
        "%s differed in %s; it is put right, as in %s"
            .formatted(deviation.key(), fields(deviation), revision));
  }

  /**
   * What was removed has no UID any more: one removal is told from the next by the time of the last
   * write, which every correction renews. What is changed is told by what differs.
   */
  private String happening(Deviation deviation) {
    return switch (deviation.type()) {
      case MISSING -> deviation.key() + " after " + lastApplied.map(Instant::toString).orElse("");
      case MODIFIED -> deviation.key() + " " + deviation.fields();
      case EXTRA -> deviation.key() + " too much";
    };
  }

  private String differs(Deviation deviation) {
    return switch (deviation.type()) {
      case MISSING -> "is gone; it is in " + revision;
      case MODIFIED -> "differs in %s from %s".formatted(fields(deviation), revision);
      case EXTRA -> "is there and not in " + revision;
    };
  }

  private static String fields(Deviation deviation) {
    return Messages.list(
        deviation.fields().stream().map(FieldDifference::path).toList(), NAMES_SHOWN);
  }

  private List<EventRecord> rolledUp(Reason reason, List<Told> all, String what) {
    if (all.size() <= SINGLY) {
      return all.stream()
          .map(it -> EventRecord.warning(regarding, reason, it.happening(), it.message()))
          .toList();
    }
    List<String> happenings = all.stream().map(Told::happening).sorted().toList();
    List<String> names = all.stream().map(it -> it.deviation().key().shortName()).sorted().toList();
    String message =
        "%d objects %s, as in %s: %s"
            .formatted(all.size(), what, revision, Messages.list(names, NAMES_SHOWN));
    return List.of(EventRecord.warning(regarding, reason, String.join("\n", happenings), message));
  }
}
