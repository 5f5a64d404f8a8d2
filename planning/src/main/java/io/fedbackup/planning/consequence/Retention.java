package io.fedbackup.planning.consequence;

import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.api.v1alpha1.ScheduleInstruction;
import io.fedbackup.api.v1alpha1.SchedulePolicySpec;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.stork.RunName;
import io.fedbackup.planning.stork.RunName.PolicyType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which backups Stork erases when a policy keeps fewer. Its rule (schedule.go of Stork): with more
 * than {@code retain} successful runs of a type, the newest beyond them and all that are older go,
 * whatever their result. Runs of a type that the policy no longer has are pruned down to one.
 */
final class Retention {
  private static final int OF_A_TYPE_THAT_IS_GONE = 1;

  private final Map<String, List<Run>> runs;

  /** One run and its Backup. */
  private record Run(RunName name, Backup backup) {}

  /** Over all Backups that are known. */
  Retention(Collection<Backup> backups) {
    runs =
        backups.stream()
            .flatMap(
                backup ->
                    RunName.parse(backup.getMetadata().getName()).stream()
                        .map(name -> new Run(name, backup)))
            .collect(Collectors.groupingBy(run -> run.name().schedule()));
  }

  /**
   * Names of Backups whose data is erased by the second policy and would stay by the first, oldest
   * first.
   *
   * @param schedule with its status, which tells what Stork's schedules are called on the clusters
   *     that it lists; on others their runs tell
   */
  List<String> erased(
      BackupSchedule schedule,
      ObjectName cluster,
      SchedulePolicySpec before,
      SchedulePolicySpec after) {
    List<Run> lost = new ArrayList<>();
    for (String stork : storkSchedules(schedule, cluster)) {
      for (var type : PolicyType.values()) {
        var ofType = newestFirst(stork, type, cluster);
        Set<Run> anyhow = new HashSet<>(pruned(ofType, retain(before, type)));
        pruned(ofType, retain(after, type)).stream()
            .filter(run -> !anyhow.contains(run) && isErasedWithItsRecord(run.backup()))
            .forEach(lost::add);
      }
    }
    return lost.stream()
        .sorted(Comparator.comparing(run -> run.name().startedAt()))
        .map(run -> run.backup().getMetadata().getName())
        .toList();
  }

  /** Whether the second policy keeps fewer runs of some type than the first. */
  static boolean keepsFewer(SchedulePolicySpec before, SchedulePolicySpec after) {
    return Arrays.stream(PolicyType.values())
        .anyMatch(type -> retain(after, type) < retain(before, type));
  }

  private Set<String> storkSchedules(BackupSchedule schedule, ObjectName cluster) {
    var listed =
        schedule.getStatus() == null
            ? Optional.<ScheduleCluster>empty()
            : schedule.getStatus().clusters().stream()
                .filter(it -> new ObjectName(it.namespace(), it.name()).equals(cluster))
                .findFirst();
    return listed
        .map(it -> it.instructions().stream().map(ScheduleInstruction::name))
        .orElseGet(() -> namesOfRuns(schedule, cluster))
        .collect(Collectors.toSet());
  }

  /** A status lists a hundred clusters at most; each run bears the schedule that it is of. */
  private Stream<String> namesOfRuns(BackupSchedule schedule, ObjectName cluster) {
    return runs.entrySet().stream()
        .filter(
            it ->
                it.getValue().stream()
                    .map(Run::backup)
                    .anyMatch(backup -> isOf(backup, schedule) && isOn(backup, cluster)))
        .map(Map.Entry::getKey);
  }

  private static boolean isOf(Backup backup, BackupSchedule schedule) {
    var annotations =
        Objects.requireNonNullElse(backup.getMetadata().getAnnotations(), Map.<String, String>of());
    var name = Intent.name(schedule);
    return name.name().equals(annotations.get(Annotations.OWNER_NAME))
        && name.namespace().equals(annotations.get(Annotations.OWNER_NAMESPACE));
  }

  private List<Run> newestFirst(String stork, PolicyType type, ObjectName cluster) {
    return runs.getOrDefault(stork, List.of()).stream()
        .filter(run -> run.name().type() == type && isOn(run.backup(), cluster))
        .sorted(Comparator.comparing((Run run) -> run.name().startedAt()).reversed())
        .toList();
  }

  private static boolean isOn(Backup backup, ObjectName cluster) {
    var reference = backup.getSpec().clusterRef();
    var namespace =
        Objects.requireNonNullElse(reference.namespace(), backup.getMetadata().getNamespace());
    return new ObjectName(namespace, reference.name()).equals(cluster);
  }

  private static List<Run> pruned(List<Run> newestFirst, int retain) {
    int successful = 0;
    for (int i = 0; i < newestFirst.size(); i++) {
      if (isSuccessful(newestFirst.get(i).backup()) && ++successful > retain) {
        return newestFirst.subList(i, newestFirst.size());
      }
    }
    return List.of();
  }

  private static boolean isSuccessful(Backup backup) {
    return backup.getStatus() != null && backup.getStatus().phase() == BackupPhase.SUCCESS;
  }

  private static boolean isErasedWithItsRecord(Backup backup) {
    return backup.getSpec().reclaimPolicy() == ReclaimPolicy.DELETE && isSuccessful(backup);
  }

  private static int retain(SchedulePolicySpec policy, PolicyType type) {
    Optional<Integer> retain =
        switch (type) {
          case INTERVAL -> Optional.ofNullable(policy.interval()).map(it -> it.retain());
          case DAILY -> Optional.ofNullable(policy.daily()).map(it -> it.retain());
          case WEEKLY -> Optional.ofNullable(policy.weekly()).map(it -> it.retain());
          case MONTHLY -> Optional.ofNullable(policy.monthly()).map(it -> it.retain());
        };
    return retain.orElse(OF_A_TYPE_THAT_IS_GONE);
  }
}
