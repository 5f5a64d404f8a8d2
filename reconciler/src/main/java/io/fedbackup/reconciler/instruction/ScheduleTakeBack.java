package io.fedbackup.reconciler.instruction;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupScheduleSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one of Stork's schedules off a cluster so that its backups stay, whatever somebody wrote
 * into it:
 *
 * <ol>
 *   <li>it gets its own reclaimPolicy back and starts no more runs, so that no new backup becomes
 *       its dependent;
 *   <li>the backup of a run that it lists and that is not over may be about to be created from what
 *       Stork knew before, so it is waited for;
 *   <li>backups that are its dependents are freed;
 *   <li>it is deleted with propagation {@code Orphan}, and only if its UID is still the same, once
 *       nothing was left to be freed.
 * </ol>
 *
 * Fit to be repeated. The caches of schedules and backups must be complete.
 */
public final class ScheduleTakeBack {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleTakeBack.class);

  /** Stork, if it runs, creates the backup of a run within seconds, or calls the run failed. */
  private static final Duration LONGEST_BIRTH = Duration.ofMinutes(2);

  private ScheduleTakeBack() {}

  /** What was done with it. */
  public enum Step {
    /** A backup may be about to be created: looked at again soon. */
    WAITING,
    /** Backups were freed: looked at again soon, before it goes. */
    FREED,
    /** It is deleted, and the watch tells when it is gone. */
    DELETED
  }

  /**
   * Does what can be done now.
   *
   * @throws RemoteException if a request fails
   */
  public static Step remove(
      RemoteCluster cluster, ApplicationBackupSchedule schedule, Instant now) {
    var quiet = cluster.patch(schedule, ScheduleTakeBack::quiet);
    // before backups are freed: one that is seen only afterwards was not
    boolean unborn = unborn(cluster, quiet, now);
    boolean freed = Dependents.free(cluster, quiet);
    if (unborn) {
      return Step.WAITING;
    }
    if (freed) {
      return Step.FREED;
    }
    if (quiet.getMetadata().getDeletionTimestamp() == null) {
      cluster.delete(quiet, DeletionPropagation.ORPHAN);
      LOG.info(
          "cluster {}: schedule {} is removed, its backups stay",
          cluster.key(),
          quiet.getMetadata().getName());
    }
    return Step.DELETED;
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

  private static ApplicationBackupSchedule quiet(ApplicationBackupSchedule schedule) {
    var spec =
        Objects.requireNonNullElseGet(schedule.getSpec(), ApplicationBackupScheduleSpec::new);
    spec.setReclaimPolicy(ReclaimPolicy.RETAIN.wire());
    spec.setSuspend(true);
    schedule.setSpec(spec);
    return schedule;
  }
}
