package io.fedbackup.planning.consequence;

import static io.fedbackup.planning.consequence.Effect.ADDS_INSTRUCTION;
import static io.fedbackup.planning.consequence.Effect.CHANGES_INSTRUCTION;
import static io.fedbackup.planning.consequence.Effect.DESTROYS_BACKUPS;
import static io.fedbackup.planning.consequence.Effect.ENDS_PROTECTION;
import static io.fedbackup.planning.consequence.Effect.ERASES_WHAT_IS_PRUNED;
import static io.fedbackup.planning.consequence.Effect.MOVES_BACKUPS;
import static io.fedbackup.planning.consequence.Effect.REMOVES_INSTRUCTION;
import static io.fedbackup.planning.consequence.Effect.STARTS_PROTECTION;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.planning.naming.ObjectName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The consequences of going from one intent to another. */
public final class Consequences {
  private final Intent before;
  private final Intent after;
  private final Retention retention;
  private final List<Consequence> found = new ArrayList<>();

  private Consequences(Intent before, Intent after, Collection<Backup> backups) {
    this.before = before;
    this.after = after;
    this.retention = new Retention(backups);
  }

  /**
   * What happens, the riskiest first.
   *
   * @param before as it is now, with statuses: they tell what Stork's schedules are called, for a
   *     hundred clusters each
   * @param after as it will be; statuses do not matter
   * @param backups all that are known, for what retention will erase
   */
  public static List<Consequence> of(Intent before, Intent after, Collection<Backup> backups) {
    var consequences = new Consequences(before, after, backups);
    consequences.protection();
    consequences.instructions();
    consequences.schedulesThatStay();
    return consequences.found.stream().sorted().toList();
  }

  /**
   * The namespaces whose Backups have to be known to {@link #of}: those of schedules under whose
   * policy fewer will be kept.
   */
  public static Set<String> namespacesOfBackups(Intent before, Intent after) {
    Set<String> namespaces = new TreeSet<>();
    for (var later : after.schedules()) {
      var then = before.schedule(Intent.name(later)).flatMap(before::policyOf);
      var policy = after.policyOf(later);
      if (then.isPresent()
          && policy.isPresent()
          && Retention.keepsFewer(then.get().getSpec(), policy.get().getSpec())) {
        namespaces.add(namespaceOf(later));
      }
    }
    return namespaces;
  }

  private void protection() {
    var then = Protection.in(before);
    var later = Protection.in(after);
    for (var protection : then) {
      var lost = protection.without(later);
      if (!lost.parts().isEmpty()) {
        found.add(
            Consequence.of(
                ENDS_PROTECTION,
                protection.cluster(),
                Intent.describe(protection.schedule()),
                "nothing backs up %s any more: %s".formatted(lost, why(protection)),
                lost.parts()));
      }
    }
    for (var protection : later) {
      var gained = protection.without(then);
      if (!gained.parts().isEmpty()) {
        found.add(
            Consequence.of(
                STARTS_PROTECTION,
                protection.cluster(),
                Intent.describe(protection.schedule()),
                "backups of %s begin".formatted(gained),
                gained.parts()));
      }
    }
  }

  private String why(Protection protection) {
    var name = Intent.name(protection.schedule());
    var left = after.schedule(name);
    if (after.clusters().stream().noneMatch(it -> Intent.name(it).equals(protection.cluster()))) {
      return "the cluster is removed; its backups stay";
    }
    if (left.isEmpty()) {
      return "the schedule is removed; its backups stay";
    }
    return whyNot(left.get(), protection.cluster());
  }

  private String whyNot(BackupSchedule schedule, ObjectName cluster) {
    if (schedule.getSpec().suspend()) {
      return "the schedule is suspended";
    }
    if (!after.clustersOf(schedule).contains(cluster)) {
      return "the schedule no longer selects the cluster; its backups stay";
    }
    var location = after.locationOf(schedule);
    if (location.isEmpty()) {
      return "its location is removed";
    }
    if (!after.clustersOf(location.get()).contains(cluster)) {
      return "its location no longer selects the cluster";
    }
    if (after.policyOf(schedule).isEmpty()) {
      return "its policy is removed";
    }
    var only = Narrowing.of(schedule.getSpec().template()).text();
    return only.isEmpty() ? "the schedule no longer takes it" : "the schedule takes " + only;
  }

  private void instructions() {
    var then = Instruction.in(before);
    var later = Instruction.in(after);
    Set<Instruction> all = new HashSet<>(then.keySet());
    all.addAll(later.keySet());
    Map<Group, List<String>> groups = new TreeMap<>();
    for (var instruction : all) {
      var effect = effect(then.get(instruction), later.get(instruction));
      if (effect != null) {
        var group = new Group(effect, instruction.cluster(), instruction.owner());
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(instruction.kind());
      }
    }
    groups.forEach(
        (group, kinds) ->
            found.add(
                Consequence.of(
                    group.effect(),
                    group.cluster(),
                    group.owner(),
                    "Stork's %s %s"
                        .formatted(
                            String.join(", ", kinds.stream().sorted().toList()),
                            verb(group.effect())),
                    kinds.stream().sorted().toList())));
  }

  /** What happens to the Stork resources of one of our objects on one cluster. */
  private record Group(Effect effect, ObjectName cluster, String owner)
      implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      return Comparator.comparing(Group::effect)
          .thenComparing(it -> it.cluster().namespace())
          .thenComparing(it -> it.cluster().name())
          .thenComparing(Group::owner)
          .compare(this, other);
    }
  }

  private static @Nullable Effect effect(@Nullable JsonNode then, @Nullable JsonNode later) {
    if (then == null) {
      return ADDS_INSTRUCTION;
    }
    if (later == null) {
      return REMOVES_INSTRUCTION;
    }
    return Objects.equals(then, later) ? null : CHANGES_INSTRUCTION;
  }

  private static String verb(Effect effect) {
    return switch (effect) {
      case ADDS_INSTRUCTION -> "appears";
      case REMOVES_INSTRUCTION -> "goes";
      default -> "is written anew";
    };
  }

  private void schedulesThatStay() {
    for (var later : after.schedules()) {
      before.schedule(Intent.name(later)).ifPresent(then -> compare(then, later));
    }
  }

  private void compare(BackupSchedule then, BackupSchedule later) {
    var stay = new ArrayList<>(before.clustersOf(then));
    stay.retainAll(after.clustersOf(later));
    for (var cluster : stay) {
      erased(then, later, cluster);
      moved(then, later, cluster);
      reclaimed(then, later, cluster);
    }
  }

  private void erased(BackupSchedule then, BackupSchedule later, ObjectName cluster) {
    var policyThen = before.policyOf(then);
    // a policy that is removed while it is used stays as it was
    var policyLater = after.policyOf(later).or(() -> before.policyOf(later));
    if (policyThen.isEmpty() || policyLater.isEmpty()) {
      return;
    }
    var names =
        retention.erased(then, cluster, policyThen.get().getSpec(), policyLater.get().getSpec());
    if (!names.isEmpty()) {
      found.add(
          Consequence.of(
              DESTROYS_BACKUPS,
              cluster,
              Intent.describe(later),
              "%d backups are erased: %s keeps fewer than before"
                  .formatted(names.size(), Intent.describe(policyLater.get())),
              names));
    }
  }

  private void moved(BackupSchedule then, BackupSchedule later, ObjectName cluster) {
    if (!place(then).equals(place(later))) {
      found.add(
          Consequence.of(
              MOVES_BACKUPS,
              cluster,
              Intent.describe(later),
              "backups go to location %s, no longer to %s; older ones stay there"
                  .formatted(place(later), place(then)),
              List.of()));
    }
  }

  private static String place(BackupSchedule schedule) {
    var reference = schedule.getSpec().locationRef();
    var namespace = Objects.requireNonNullElse(reference.namespace(), namespaceOf(schedule));
    return namespace + "/" + reference.name();
  }

  private static String namespaceOf(HasMetadata object) {
    return Intent.name(object).namespace();
  }

  private void reclaimed(BackupSchedule then, BackupSchedule later, ObjectName cluster) {
    if (then.getSpec().reclaimPolicy() == ReclaimPolicy.RETAIN
        && later.getSpec().reclaimPolicy() == ReclaimPolicy.DELETE) {
      found.add(
          Consequence.of(
              ERASES_WHAT_IS_PRUNED,
              cluster,
              Intent.describe(later),
              "data of new backups is erased when retention prunes them; so far it was kept",
              List.of()));
    }
  }
}
