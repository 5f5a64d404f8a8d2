package io.fedbackup.planning.validation;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fedbackup.planning.naming.Annotations;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One validation on one cluster, as its Job there tells. The Job stays until the next validation
 * has ended: it is the memory, so that a restart starts nothing again.
 *
 * @param job the Job
 * @param fingerprint what the Job was made from, see {@link AgentJob#fingerprint}
 * @param requestedAt value of annotation {@code fedbackup.io/requested-at} that it serves; null if
 *     there was none
 * @param attempt how many validations failed one after the other before this one
 * @param progress how far it is
 */
public record ValidationRun(
    Job job, String fingerprint, @Nullable String requestedAt, int attempt, Progress progress) {

  /** How far a validation is. */
  public sealed interface Progress {

    /**
     * Not over.
     *
     * @param message what it waits for; empty if nothing is known
     */
    record Running(String message) implements Progress {}

    /**
     * Over.
     *
     * @param at when it ended, by the cluster's clock
     */
    record Ended(Verdict verdict, Instant at) implements Progress {}
  }

  /** Name of the Job. */
  public String name() {
    return job.getMetadata().getName();
  }

  /** Whether a Job validated the same location before this one. */
  public boolean isOlder(Job other) {
    return !other.getMetadata().getName().equals(name())
        && AgentJob.annotation(job, Annotations.OWNER_UID)
            .filter(uid -> isFor(uid, other))
            .isPresent()
        && !age(other).isAfter(age(job));
  }

  /** Whether a Job on a cluster says that it validates the location of this UID. */
  public static boolean isFor(String locationUid, Job job) {
    return AgentJob.isFor(locationUid, job);
  }

  /**
   * The newest validation of a location among the agent Jobs of a cluster.
   *
   * @param locationUid UID of our BackupLocation
   * @param jobs our Jobs on the cluster
   * @param pods our pods on the cluster
   */
  public static Optional<ValidationRun> newest(
      String locationUid, Collection<Job> jobs, Collection<Pod> pods, Instant now) {
    return jobs.stream()
        .filter(job -> AgentJob.isFor(locationUid, job))
        .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
        .max(
            Comparator.comparing(ValidationRun::age)
                .thenComparing(job -> job.getMetadata().getName()))
        .map(job -> of(job, pods, now));
  }

  static ValidationRun of(Job job, Collection<Pod> pods, Instant now) {
    return new ValidationRun(
        job,
        AgentJob.annotation(job, AgentJob.FINGERPRINT).orElse(""),
        AgentJob.annotation(job, AgentJob.REQUESTED_AT).orElse(null),
        AgentJob.attempt(job),
        JobProgress.of(job, pods, now));
  }

  private static Instant age(Job job) {
    return JobProgress.time(job.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH);
  }
}
