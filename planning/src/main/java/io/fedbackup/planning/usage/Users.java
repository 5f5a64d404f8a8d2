package io.fedbackup.planning.usage;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.BackupTemplate;
import io.fedbackup.api.v1alpha1.ObjectReference;
import io.fedbackup.api.v1alpha1.UsedBy;
import io.fedbackup.planning.naming.ObjectName;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who names a SchedulePolicy or a Rule. */
public final class Users {
  private static final Set<BackupPhase> UNFINISHED =
      EnumSet.of(BackupPhase.PENDING, BackupPhase.IN_PROGRESS);
  private static final Comparator<UsedBy> ORDER =
      Comparator.comparing(UsedBy::kind)
          .thenComparing(UsedBy::namespace)
          .thenComparing(UsedBy::name);

  private Users() {}

  /**
   * The schedules that run by a policy, also those that are being removed: they need it until they
   * are gone.
   */
  public static List<UsedBy> ofPolicy(ObjectName policy, Collection<BackupSchedule> schedules) {
    return schedules.stream()
        .filter(schedule -> schedule.getSpec() != null)
        .filter(schedule -> names(schedule, schedule.getSpec().schedulePolicyRef(), policy))
        .map(Users::user)
        .sorted(ORDER)
        .toList();
  }

  /** The schedules, and the backups that are not over, which run a rule before or after. */
  public static List<UsedBy> ofRule(
      ObjectName rule, Collection<BackupSchedule> schedules, Collection<Backup> backups) {
    return users(rule, schedules, backups, false);
  }

  /** Those of {@link #ofRule} which run it after a backup. */
  public static List<UsedBy> ofRuleAfterBackup(
      ObjectName rule, Collection<BackupSchedule> schedules, Collection<Backup> backups) {
    return users(rule, schedules, backups, true);
  }

  private static List<UsedBy> users(
      ObjectName rule,
      Collection<BackupSchedule> schedules,
      Collection<Backup> backups,
      boolean afterOnly) {
    Stream<UsedBy> ofSchedules =
        schedules.stream()
            .filter(schedule -> schedule.getSpec() != null)
            .filter(schedule -> runs(schedule, schedule.getSpec().template(), rule, afterOnly))
            .map(Users::user);
    Stream<UsedBy> ofBackups =
        backups.stream()
            .filter(backup -> backup.getSpec() != null)
            .filter(Users::unfinished)
            .filter(backup -> runs(backup, backup.getSpec().template(), rule, afterOnly))
            .map(Users::user);
    return Stream.concat(ofSchedules, ofBackups).sorted(ORDER).toList();
  }

  private static boolean runs(
      HasMetadata user, BackupTemplate template, ObjectName rule, boolean afterOnly) {
    return names(user, template.postRuleRef(), rule)
        || (!afterOnly && names(user, template.preRuleRef(), rule));
  }

  private static boolean unfinished(Backup backup) {
    return backup.getStatus() == null
        || backup.getStatus().phase() == null
        || UNFINISHED.contains(backup.getStatus().phase());
  }

  private static boolean names(
      HasMetadata user, @Nullable ObjectReference reference, ObjectName target) {
    if (reference == null || !target.name().equals(reference.name())) {
      return false;
    }
    String namespace =
        reference.namespace() == null ? user.getMetadata().getNamespace() : reference.namespace();
    return target.namespace().equals(namespace);
  }

  private static UsedBy user(HasMetadata user) {
    return new UsedBy(
        HasMetadata.getKind(user.getClass()),
        user.getMetadata().getNamespace(),
        user.getMetadata().getName());
  }
}
