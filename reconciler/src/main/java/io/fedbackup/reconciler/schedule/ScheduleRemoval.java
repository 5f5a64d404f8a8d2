package io.fedbackup.reconciler.schedule;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fedbackup.api.v1alpha1.ObjectReference;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.StorkNames;
import io.fedbackup.reconciler.instruction.Caches;
import io.fedbackup.reconciler.instruction.NotPossible;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.RemoteCluster;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a schedule's instructions off a cluster. Backups stay, whatever any reclaimPolicy says:
 *
 * <ol>
 *   <li>the Stork schedule gets its own reclaimPolicy back and starts no more runs, so that no new
 *       backup becomes its dependent;
 *   <li>backups that are its dependents are freed;
 *   <li>it is deleted with propagation {@code Orphan}, and only if its UID is still the same;
 *   <li>when it is gone, its policy and rules go unless others use them.
 * </ol>
 */
final class ScheduleRemoval {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleRemoval.class);

  private ScheduleRemoval() {}

  /**
   * Does what can be done now; the watch tells when to go on.
   *
   * @return whether nothing of it is left on the cluster
   * @throws NotPossible while the cluster's state is not known
   */
  static boolean gone(RemoteCluster cluster, ClusterKey key, Wish wish) {
    var name = wish.storkName(cluster.installation(), key);
    var live = Caches.synced(cluster, StorkKinds.SCHEDULES).get(name);
    Caches.synced(cluster, StorkKinds.BACKUPS);
    if (live.isPresent()) {
      var quiet = cluster.patch(live.get(), ScheduleRemoval::quiet);
      Dependents.free(cluster);
      cluster.delete(quiet, DeletionPropagation.ORPHAN);
      LOG.info("cluster {}: schedule {} is removed, its backups stay", cluster.key(), name);
      return false;
    }
    return Leftovers.of(cluster).remove(policies(cluster, key, wish), rules(cluster, wish));
  }

  /** Whether the schedule stands on the cluster, as far as is known. */
  static Optional<ApplicationBackupSchedule> standing(
      RemoteCluster cluster, ClusterKey key, Wish wish) {
    return cluster
        .cache(StorkKinds.SCHEDULES)
        .get(wish.storkName(cluster.installation(), key))
        .filter(found -> StorkKinds.ours(cluster, found));
  }

  private static ApplicationBackupSchedule quiet(ApplicationBackupSchedule schedule) {
    schedule.getSpec().setReclaimPolicy(ReclaimPolicy.RETAIN.wire());
    schedule.getSpec().setSuspend(true);
    return schedule;
  }

  private static Set<String> policies(RemoteCluster cluster, ClusterKey key, Wish wish) {
    var policy = wish.in(wish.schedule().getSpec().schedulePolicyRef().name());
    return Set.of(new StorkNames(cluster.installation()).schedulePolicy(policy, key, ""));
  }

  private static Set<String> rules(RemoteCluster cluster, Wish wish) {
    var template = wish.schedule().getSpec().template();
    return Stream.of(template.preRuleRef(), template.postRuleRef())
        .filter(Objects::nonNull)
        .map(ObjectReference::name)
        .map(name -> new StorkNames(cluster.installation()).rule(wish.in(name)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
