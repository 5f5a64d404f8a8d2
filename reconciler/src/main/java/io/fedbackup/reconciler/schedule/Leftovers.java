package io.fedbackup.reconciler.schedule;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.reconciler.instruction.Caches;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.RemoteCluster;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSpec;

/** Stork's policies and rules on a cluster that no schedule and no running backup uses any more. */
final class Leftovers {
  private final RemoteCluster cluster;

  private Leftovers(RemoteCluster cluster) {
    this.cluster = cluster;
  }

  static Leftovers of(RemoteCluster cluster) {
    return new Leftovers(cluster);
  }

  /** Removes what a schedule used before and does not use now, unless another one does. */
  void unused(ApplicationBackupSchedule before, ApplicationBackupSchedule now) {
    var policies = new HashSet<>(policies(before).toList());
    var rules = new HashSet<>(rules(before).toList());
    policies.removeAll(policies(now).toList());
    rules.removeAll(rules(now).toList());
    remove(policies, rules);
  }

  /**
   * Removes policies and rules of these names that nobody uses.
   *
   * @return whether none of them is left for want of use
   */
  boolean remove(Set<String> policies, Set<String> rules) {
    var schedules = Caches.synced(cluster, StorkKinds.SCHEDULES).list();
    var usedPolicies = new HashSet<>(schedules.stream().flatMap(Leftovers::policies).toList());
    var usedRules = new HashSet<>(schedules.stream().flatMap(Leftovers::rules).toList());
    Caches.synced(cluster, StorkKinds.BACKUPS).list().stream()
        .filter(backup -> !ended(backup))
        .flatMap(backup -> rules(backup.getSpec()))
        .forEach(usedRules::add);
    boolean clean = true;
    for (var name : policies) {
      if (!usedPolicies.contains(name)) {
        clean &= gone(Caches.synced(cluster, StorkKinds.POLICIES).get(name).orElse(null));
      }
    }
    for (var name : rules) {
      if (!usedRules.contains(name)) {
        clean &= gone(Caches.synced(cluster, StorkKinds.RULES).get(name).orElse(null));
      }
    }
    return clean;
  }

  private boolean gone(@Nullable HasMetadata live) {
    return live == null || !cluster.delete(live, DeletionPropagation.BACKGROUND);
  }

  private static boolean ended(ApplicationBackup backup) {
    return backup.getStatus() != null && "Final".equals(backup.getStatus().getStage());
  }

  private static Stream<String> policies(ApplicationBackupSchedule schedule) {
    return Stream.ofNullable(schedule.getSpec())
        .map(spec -> spec.getSchedulePolicyName())
        .filter(Objects::nonNull);
  }

  private static Stream<String> rules(ApplicationBackupSchedule schedule) {
    return Stream.ofNullable(schedule.getSpec())
        .filter(spec -> spec.getTemplate() != null)
        .flatMap(spec -> rules(spec.getTemplate().getSpec()));
  }

  private static Stream<String> rules(@Nullable ApplicationBackupSpec spec) {
    return spec == null
        ? Stream.empty()
        : Stream.of(spec.getPreExecRule(), spec.getPostExecRule())
            .filter(name -> name != null && !name.isEmpty());
  }
}
