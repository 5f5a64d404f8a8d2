package io.fedbackup.reconciler.instruction;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.reconciler.remote.RemoteCluster;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSpec;

/** Stork's policies and rules on a cluster that no schedule and no running backup uses any more. */
public final class Leftovers {
  private final RemoteCluster cluster;

  private Leftovers(RemoteCluster cluster) {
    this.cluster = cluster;
  }

  /** On one cluster. */
  public static Leftovers of(RemoteCluster cluster) {
    return new Leftovers(cluster);
  }

  /** Removes what a schedule used before and does not use now, unless another one does. */
  public void unused(ApplicationBackupSchedule before, ApplicationBackupSchedule now) {
    var policies = new HashSet<>(policies(before).toList());
    var rules = new HashSet<>(rules(before).toList());
    policies.removeAll(policies(now).toList());
    rules.removeAll(rules(now).toList());
    // the cache still has it as it was
    var others =
        Caches.synced(cluster, StorkKinds.SCHEDULES).list().stream()
            .filter(other -> !name(other).equals(name(now)));
    remove(policies, rules, Stream.concat(others, Stream.of(now)).toList());
  }

  /**
   * Removes the rules that a run ran before or after it, now that it is over, unless they are used.
   * Does nothing while the cluster's state is not known.
   *
   * @param wanted names of rules that something not yet on the cluster is going to use
   */
  public void ofEnded(ApplicationBackup run, Set<String> wanted) {
    var rules = new HashSet<>(rules(run.getSpec()).toList());
    rules.removeAll(wanted);
    var known =
        Stream.of(StorkKinds.SCHEDULES, StorkKinds.BACKUPS, StorkKinds.RULES)
            .allMatch(kind -> cluster.cache(kind).synced());
    if (!rules.isEmpty() && known) {
      remove(Set.of(), rules);
    }
  }

  private static String name(ApplicationBackupSchedule schedule) {
    return schedule.getMetadata().getName();
  }

  /**
   * Removes policies and rules of these names that nobody uses.
   *
   * @return whether none of them is left for want of use
   */
  public boolean remove(Set<String> policies, Set<String> rules) {
    return remove(policies, rules, Caches.synced(cluster, StorkKinds.SCHEDULES).list());
  }

  private boolean remove(
      Set<String> policies, Set<String> rules, List<ApplicationBackupSchedule> schedules) {
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
