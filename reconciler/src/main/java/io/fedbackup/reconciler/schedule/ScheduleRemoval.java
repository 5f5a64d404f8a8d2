package io.fedbackup.reconciler.schedule;

import io.fedbackup.api.v1alpha1.ObjectReference;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.StorkNames;
import io.fedbackup.reconciler.instruction.Caches;
import io.fedbackup.reconciler.instruction.Leftovers;
import io.fedbackup.reconciler.instruction.NotPossible;
import io.fedbackup.reconciler.instruction.ScheduleTakeBack;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.RemoteCluster;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;

/**
 * Takes a schedule's instructions off a cluster. Backups stay, whatever any reclaimPolicy says: see
 * {@link ScheduleTakeBack}. When the Stork schedule is gone, its policy and rules go unless others
 * use them.
 */
final class ScheduleRemoval {
  private ScheduleRemoval() {}

  /** How far a removal is. */
  enum Progress {
    /** Nothing of it is left on the cluster. */
    GONE,
    /** The watch tells when to go on. */
    GOING,
    /** No backup depends on it any more: looked at again soon, before it goes. */
    FREED,
    /** A backup may be about to be created: looked at again soon. */
    WAITING
  }

  /**
   * Does what can be done now. An object of the name that is not ours is left alone.
   *
   * @throws NotPossible while the cluster's state is not known
   */
  static Progress remove(RemoteCluster cluster, ClusterKey key, Wish wish) {
    Caches.synced(cluster, StorkKinds.SCHEDULES);
    Caches.synced(cluster, StorkKinds.BACKUPS);
    var live = standing(cluster, key, wish);
    if (live.isEmpty()) {
      var clean = Leftovers.of(cluster).remove(policies(cluster, key, wish), rules(cluster, wish));
      return clean ? Progress.GONE : Progress.GOING;
    }
    return switch (ScheduleTakeBack.remove(cluster, live.get(), wish.now())) {
      case WAITING -> Progress.WAITING;
      case FREED -> Progress.FREED;
      case DELETED -> Progress.GOING;
    };
  }

  /** Whether the schedule stands on the cluster, as far as is known. */
  static Optional<ApplicationBackupSchedule> standing(
      RemoteCluster cluster, ClusterKey key, Wish wish) {
    return cluster
        .cache(StorkKinds.SCHEDULES)
        .get(wish.storkName(cluster.installation(), key))
        .filter(found -> StorkKinds.ours(cluster, found));
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
