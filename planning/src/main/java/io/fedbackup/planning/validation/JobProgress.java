package io.fedbackup.planning.validation;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.validation.ValidationRun.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells from a Job and its pods how far the agent is, and why it did not come to a result. */
final class JobProgress {
  /** Past the Job's own deadline: then its controller does not look, and we do not wait for it. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  /** Nobody repairs these within a validation's time; waiting would only cost the reason. */
  private static final Set<String> HOPELESS =
      Set.of(
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError");

  private JobProgress() {}

  static Progress of(Job job, Collection<Pod> pods, Instant now) {
    Instant made = time(job.getMetadata().getCreationTimestamp()).orElse(now);
    List<Pod> own = pods.stream().filter(pod -> belongsTo(job, pod)).toList();
    return own.stream()
        .map(pod -> ended(pod, made))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> finished(job, own))
        .or(() -> overdue(job, own, made, now))
        .map(Progress.class::cast)
        .orElseGet(
            () ->
                new Progress.Running(
                    own.stream().findFirst().map(JobProgress::waitsFor).orElse("")));
  }

  private static boolean belongsTo(Job job, Pod pod) {
    return pod.getMetadata().getOwnerReferences() != null
        && pod.getMetadata().getOwnerReferences().stream()
            .anyMatch(owner -> Objects.equals(owner.getUid(), job.getMetadata().getUid()));
  }

  /**
   * What the pod says decides, not the Job: a sidecar that somebody injects would keep the Job
   * open. Where the cluster gives no time, the Job's own counts, so that the answer is the same
   * each time.
   */
  private static Optional<Progress.Ended> ended(Pod pod, Instant made) {
    Optional<ContainerStatus> agent = agent(pod);
    Optional<ContainerStateTerminated> terminated =
        agent.map(ContainerStatus::getState).map(ContainerState::getTerminated);
    if (terminated.isPresent()) {
      ContainerStateTerminated end = terminated.get();
      Verdict verdict =
          TerminationMessage.read(end.getMessage()).orElseGet(() -> unexplained(pod, end));
      return Optional.of(new Progress.Ended(verdict, time(end.getFinishedAt()).orElse(made)));
    }
    if ("Failed".equals(status(pod).getPhase())) {
      String why = said(status(pod).getReason(), status(pod).getMessage());
      return Optional.of(unknown("the agent's pod failed: " + why, made));
    }
    return agent
        .map(ContainerStatus::getState)
        .map(ContainerState::getWaiting)
        .filter(waiting -> HOPELESS.contains(Objects.requireNonNullElse(waiting.getReason(), "")))
        .map(waiting -> unknown("the agent's container does not start: " + said(waiting), made));
  }

  private static Verdict unexplained(Pod pod, ContainerStateTerminated end) {
    String why =
        status(pod).getReason() != null
            ? said(status(pod).getReason(), status(pod).getMessage())
            : said(end.getReason(), "exit code " + end.getExitCode());
    return Verdict.withoutResult(Reason.UNKNOWN, "the agent ended without a result: " + why);
  }

  private static Optional<Progress.Ended> finished(Job job, List<Pod> pods) {
    if (job.getStatus() == null || job.getStatus().getConditions() == null) {
      return Optional.empty();
    }
    return job.getStatus().getConditions().stream()
        .filter(condition -> "True".equals(condition.getStatus()))
        .filter(condition -> Set.of("Failed", "Complete").contains(condition.getType()))
        .findFirst()
        .map(condition -> finished(condition, pods));
  }

  private static Progress.Ended finished(JobCondition condition, List<Pod> pods) {
    Instant at = time(condition.getLastTransitionTime()).orElse(Instant.EPOCH);
    if ("DeadlineExceeded".equals(condition.getReason())) {
      return new Progress.Ended(timedOut(pods), at);
    }
    return unknown(
        "the agent's Job ended without a result: "
            + said(condition.getReason(), condition.getMessage()),
        at);
  }

  private static Optional<Progress.Ended> overdue(
      Job job, List<Pod> pods, Instant made, Instant now) {
    Long seconds = job.getSpec() == null ? null : job.getSpec().getActiveDeadlineSeconds();
    Instant last = made.plusSeconds(seconds == null ? 0 : seconds).plus(GRACE);
    return now.isAfter(last)
        ? Optional.of(new Progress.Ended(timedOut(pods), last))
        : Optional.empty();
  }

  private static Verdict timedOut(List<Pod> pods) {
    String message =
        pods.stream()
            .map(JobProgress::waitsFor)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("the agent did not come to a result in time");
    return Verdict.withoutResult(Reason.TIMED_OUT, message);
  }

  /** What a pod waits for, in its own words; empty if it says nothing. */
  static String waitsFor(Pod pod) {
    Optional<String> unscheduled =
        conditions(pod).stream()
            .filter(condition -> "PodScheduled".equals(condition.getType()))
            .filter(condition -> "False".equals(condition.getStatus()))
            .findFirst()
            .map(
                condition ->
                    "the agent's pod is not scheduled: "
                        + said(condition.getReason(), condition.getMessage()));
    return unscheduled
        .or(
            () ->
                agent(pod)
                    .map(ContainerStatus::getState)
                    .map(ContainerState::getWaiting)
                    .filter(waiting -> waiting.getReason() != null)
                    .map(waiting -> "the agent's container waits: " + said(waiting)))
        .orElse("");
  }

  private static Progress.Ended unknown(String message, Instant at) {
    return new Progress.Ended(Verdict.withoutResult(Reason.UNKNOWN, message), at);
  }

  private static Optional<ContainerStatus> agent(Pod pod) {
    List<ContainerStatus> all = status(pod).getContainerStatuses();
    return all == null
        ? Optional.empty()
        : all.stream().filter(status -> AgentJob.CONTAINER.equals(status.getName())).findFirst();
  }

  private static List<PodCondition> conditions(Pod pod) {
    List<PodCondition> conditions = status(pod).getConditions();
    return conditions == null ? List.of() : conditions;
  }

  private static PodStatus status(Pod pod) {
    return Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
  }

  private static String said(ContainerStateWaiting waiting) {
    return said(waiting.getReason(), waiting.getMessage());
  }

  private static String said(@Nullable String reason, @Nullable String message) {
    String first = reason == null ? "no reason given" : reason;
    return message == null || message.isBlank() ? first : first + " (" + message + ")";
  }

  static Optional<Instant> time(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // a cluster's input
    }
  }
}
