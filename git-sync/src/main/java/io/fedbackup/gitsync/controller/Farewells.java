package io.fedbackup.gitsync.controller;

import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says what leaves a GitSync's inventory, and why: removed, handed over, or left behind. It is told
 * before the status is written without it, so that a crash between the two loses nothing. Pure.
 */
final class Farewells {
  private static final int NAMES_SHOWN = 5;

  private final Regarding regarding;
  private final String revision;

  Farewells(Regarding regarding, String revision) {
    this.regarding = regarding;
    this.revision = revision;
  }

  List<EventRecord> events(SyncRun.Result result) {
    List<EventRecord> events = new ArrayList<>();
    var removed = new TreeSet<>(result.pruned().removed());
    removed.addAll(result.plan().aside().gone());
    if (!removed.isEmpty()) {
      List<String> names = removed.stream().map(ObjectKey::toString).toList();
      events.add(
          EventRecord.normal(
              regarding,
              Reason.PRUNED,
              revision + " " + String.join(",", names),
              "removed, since they left Git: " + Messages.list(names, NAMES_SHOWN)));
    }
    departed(result.plan().aside().departed(), events);
    return events;
  }

  /** What the removal of a GitSync leaves to others. */
  static EventRecord inherited(Regarding regarding, List<ObjectKey> elsewhere) {
    List<String> names = elsewhere.stream().map(ObjectKey::toString).sorted().toList();
    return EventRecord.normal(
        regarding,
        Reason.HANDED_OVER,
        String.join(",", names),
        "stay, since they stand at the path of another GitSync, which takes them over: "
            + Messages.list(names, NAMES_SHOWN));
  }

  /** What the removal of a GitSync leaves, since it only bears its labels. */
  static EventRecord notOwn(Regarding regarding, List<LiveObject> extra) {
    return EventRecord.warning(
        regarding,
        Reason.LEFT_BEHIND,
        happening(extra),
        "bear the labels of this GitSync, which did not apply them, and stay; remove them by hand if they should go: "
            + names(extra));
  }

  private void departed(List<LiveObject> departed, List<EventRecord> events) {
    var byOwner = new TreeMap<String, List<LiveObject>>();
    for (LiveObject object : departed) {
      String owner = object.owner().map(Owner::toString).orElse("");
      byOwner.computeIfAbsent(owner, name -> new ArrayList<>()).add(object);
    }
    byOwner.forEach(
        (owner, objects) ->
            events.add(owner.isEmpty() ? leftBehind(objects) : handedOver(owner, objects)));
  }

  private EventRecord handedOver(String owner, List<LiveObject> objects) {
    return EventRecord.normal(
        regarding,
        Reason.HANDED_OVER,
        happening(objects),
        "left this GitSync and belong to %s now: %s".formatted(owner, names(objects)));
  }

  private EventRecord leftBehind(List<LiveObject> objects) {
    return EventRecord.warning(
        regarding,
        Reason.LEFT_BEHIND,
        happening(objects),
        "left Git but lost their labels %s and %s, so they were not removed; remove them by hand if they should go: %s"
            .formatted(Owner.NAMESPACE_LABEL, Owner.NAME_LABEL, names(objects)));
  }

  private static String happening(List<LiveObject> objects) {
    return String.join(",", objects.stream().map(LiveObject::uid).sorted().toList());
  }

  private static String names(List<LiveObject> objects) {
    List<String> names = objects.stream().map(object -> object.key().toString()).sorted().toList();
    return Messages.list(names, NAMES_SHOWN);
  }

  /** What the removal of a GitSync could not take along. */
  static EventRecord left(Regarding regarding, List<ObjectKey> left, Optional<String> why) {
    List<String> names = left.stream().map(ObjectKey::toString).sorted().toList();
    return EventRecord.warning(
        regarding,
        Reason.LEFT_BEHIND,
        String.join(",", names),
        "stay, since they could not be removed in time%s; remove them by hand: %s"
            .formatted(
                why.map(reason -> " (" + reason + ")").orElse(""),
                Messages.list(names, NAMES_SHOWN)));
  }
}
