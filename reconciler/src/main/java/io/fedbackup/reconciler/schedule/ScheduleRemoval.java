package io.fedbackup.reconciler.schedule;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fedbackup.api.v1alpha1.ObjectReference;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.StorkNames;
import io.fedbackup.reconciler.instruction.Caches;
import io.fedbackup.reconciler.instruction.Leftovers;
import io.fedbackup.reconciler.instruction.NotPossible;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.RemoteCluster;
import java.time.Duration;
import java.time.Instant;
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
 *   <li>backups that are its dependents are freed; the backup of a run that Stork lists and that is
 *       not over may be about to be created from what Stork knew before, so it is waited for;
 *   <li>it is deleted with propagation {@code Orphan}, and only if its UID is still the same;
 *   <li>when it is gone, its policy and rules go unless others use them.
 * </ol>
 */
final class ScheduleRemoval {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleRemoval.class);

  /** Stork, if it runs, creates the backup of a run within seconds, or calls the run failed. */
  private static final Duration LONGEST_BIRTH = Duration.ofMinutes(2);

  private ScheduleRemoval() {}

  /** How far a removal is. */
  enum Progress {
    /** Nothing of it is left on the cluster. */
    GONE,
    /** The watch tells when to go on. */
    GOING,
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
    var quiet = cluster.patch(live.get(), ScheduleRemoval::quiet);
    Dependents.free(cluster);
    if (unborn(cluster, quiet, wish.now())) {
      return Progress.WAITING;
    }
    cluster.delete(quiet, DeletionPropagation.ORPHAN);
    LOG.info(
        "cluster {}: schedule {} is removed, its backups stay",
        cluster.key(),
        quiet.getMetadata().getName());
    return Progress.GOING;
  }

  /**
   * Stork writes the run into its schedule before it creates the backup, and that write fails once
   * the schedule was made quiet: so the schedule as it is now lists all that may still be created.
   */
  private static boolean unborn(
      RemoteCluster cluster, ApplicationBackupSchedule quiet, Instant now) {
    return StorkRuns.of(quiet).unfinished().stream()
        .filter(run -> now.isBefore(run.startedAt().plus(LONGEST_BIRTH)))
        .anyMatch(run -> cluster.cache(StorkKinds.BACKUPS).get(run.name()).isEmpty());
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
