package io.fedbackup.gitsync.preview;

import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.consequence.Consequence;
import io.fedbackup.planning.consequence.Effect;
import io.fedbackup.planning.naming.ObjectName;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Previews for golden files. */
final class Previews {
  private static final ObjectKey POLICY = new ObjectKey("SchedulePolicy", "team", "hourly");
  private static final ObjectChange CHANGED =
      new ObjectChange(
          ObjectChange.Action.CHANGE,
          POLICY,
          List.of(new FieldChange("spec.interval.retain", "5", "3")));
  private static final ObjectChange CREATED =
      new ObjectChange(
          ObjectChange.Action.CREATE,
          new ObjectKey("BackupSchedule", "team", "orders"),
          List.of(
              new FieldChange("spec.template.namespaces", null, "[\"orders\"]"),
              new FieldChange("spec.reclaimPolicy", null, "\"Delete\"")));
  private static final Consequence ERASED =
      new Consequence(
          Effect.DESTROYS_BACKUPS,
          new ObjectName("team", "eu"),
          "BackupSchedule team/shop",
          "2 backups are erased: SchedulePolicy team/hourly keeps fewer than before",
          List.of("shop-1", "shop-2"),
          2);
  private static final Consequence ENDED =
      new Consequence(
          Effect.ENDS_PROTECTION,
          new ObjectName("team", "us"),
          "BackupSchedule team/old",
          "nothing backs up shop any more: the schedule is removed; its backups stay",
          List.of("shop"),
          1);
  private static final Consequence BEGUN =
      new Consequence(
          Effect.STARTS_PROTECTION,
          new ObjectName("team", "us"),
          "BackupSchedule team/orders",
          "backups of orders begin",
          List.of("orders"),
          1);
  private static final Consequence APPEARS =
      new Consequence(
          Effect.ADDS_INSTRUCTION,
          new ObjectName("team", "us"),
          "BackupSchedule team/orders",
          "Stork's ApplicationBackupSchedule appears",
          List.of("ApplicationBackupSchedule"),
          1);
  private static final String UNKNOWN =
      "which backups of namespace team are erased, since fewer are kept: cannot list backups in namespace team: forbidden";

  private Previews() {}

  static Preview named(String name) {
    return switch (name) {
      case "nothing" -> nothing();
      case "harmless" -> harmless();
      case "dangerous" -> dangerous();
      case "held" -> held();
      case "unknown" -> unknown();
      case "everything" -> everything();
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Preview nothing() {
    return preview(objects(List.of(), Optional.empty()), fleet(List.of(), List.of()));
  }

  static Preview harmless() {
    return preview(
        objects(List.of(CREATED), Optional.empty()), fleet(List.of(BEGUN, APPEARS), List.of()));
  }

  static Preview dangerous() {
    return preview(objects(List.of(CHANGED), Optional.empty()), fleet(List.of(ERASED), List.of()));
  }

  static Preview held() {
    return preview(
        objects(List.of(removed()), Optional.of(new Preview.Held("0a1b2c3d4e5f6071", 9, 2))),
        fleet(List.of(), List.of()));
  }

  static Preview unknown() {
    return preview(objects(List.of(CHANGED), Optional.empty()), fleet(List.of(), List.of(UNKNOWN)));
  }

  static Preview everything() {
    return new Preview(
        "fleet",
        "GitSync team/fleet",
        new Preview.Objects(
            List.of(CREATED, CHANGED, removed()),
            List.of(
                new Preview.Refusal(
                    new ObjectKey("Rule", "team", "freeze"),
                    "cannot apply Rule team/freeze: admission webhook \"rules.example.com\" denied the request: no <commands>")),
            7,
            3,
            Optional.of(new Preview.Held("0a1b2c3d4e5f6071", 9, 2))),
        fleet(List.of(ERASED, ENDED, BEGUN, APPEARS), List.of(UNKNOWN)),
        List.of("BackupSchedule team/orders is taken over from command line owner team/default"));
  }

  static Preview saying(String text) {
    var consequence =
        new Consequence(
            Effect.DESTROYS_BACKUPS,
            new ObjectName("team", "eu"),
            "BackupSchedule team/shop",
            text,
            List.of("one"),
            12);
    return preview(
        objects(List.of(CHANGED), Optional.empty()), fleet(List.of(consequence), List.of()));
  }

  static Preview huge() {
    var fields =
        IntStream.range(0, 30)
            .mapToObj(i -> new FieldChange("spec.field" + i, "x".repeat(200), "y".repeat(200)))
            .toList();
    return preview(
        objects(
            IntStream.range(0, 500)
                .mapToObj(
                    i ->
                        new ObjectChange(
                            ObjectChange.Action.CHANGE,
                            new ObjectKey("Rule", "team", "r" + i),
                            fields))
                .toList(),
            Optional.empty()),
        fleet(
            IntStream.range(0, 500)
                .mapToObj(
                    i ->
                        new Consequence(
                            Effect.DESTROYS_BACKUPS,
                            new ObjectName("team", "cluster-" + i),
                            "BackupSchedule team/shop",
                            "many are erased ".repeat(200),
                            List.of("b".repeat(253), "c".repeat(253), "d".repeat(253)),
                            100))
                .toList(),
            List.of(UNKNOWN.repeat(50))));
  }

  private static ObjectChange removed() {
    return ObjectChange.removal(new ObjectKey("BackupSchedule", "team", "old"));
  }

  private static Preview preview(Preview.Objects objects, Preview.Fleet fleet) {
    return new Preview("fleet", "GitSync team/fleet", objects, fleet, List.of());
  }

  private static Preview.Objects objects(
      List<ObjectChange> changes, Optional<Preview.Held> confirmation) {
    return new Preview.Objects(changes, List.of(), 7, 0, confirmation);
  }

  private static Preview.Fleet fleet(List<Consequence> consequences, List<String> unknown) {
    return new Preview.Fleet(consequences, unknown);
  }
}
