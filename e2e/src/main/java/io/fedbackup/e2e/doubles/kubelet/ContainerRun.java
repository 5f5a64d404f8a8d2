package io.fedbackup.e2e.doubles.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateTerminatedBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fedbackup.e2e.testbed.ManagedProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One container of a pod over all its starts. For the pod's own thread. */
final class ContainerRun {

  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);
  private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(10);
  private static final int START_ERROR = 128;

  private final Container spec;
  private final Duration firstBackOff;
  private @Nullable ManagedProcess process;
  private Instant startedAt = Instant.EPOCH;
  private Instant nextStart = Instant.MIN;
  private Duration backOff = Duration.ZERO;
  private int starts;
  private String waitingReason = NotReadyException.CREATING;
  private @Nullable String waitingMessage;
  private @Nullable ContainerStateTerminated ended;
  private @Nullable ContainerStateTerminated previous;

  ContainerRun(Container spec, Duration firstBackOff) {
    this.spec = spec;
    this.firstBackOff = firstBackOff;
  }

  Container spec() {
    return spec;
  }

  @Nullable ManagedProcess process() {
    return process;
  }

  boolean isRunning() {
    return process != null;
  }

  /** Whether it has ended and nothing says that it shall start again. */
  boolean isOver() {
    return process == null && ended != null;
  }

  boolean succeeded() {
    return ended != null && ended.getExitCode() == 0;
  }

  boolean everStarted() {
    return starts > 0;
  }

  /** The number of the latest start, from 0; for the name of its log. */
  int attempt() {
    return Math.max(0, starts - 1);
  }

  boolean isDue(Instant now) {
    return process == null && ended == null && !now.isBefore(nextStart);
  }

  Instant nextStart() {
    return nextStart;
  }

  void waiting(String reason, @Nullable String message, Instant until) {
    waitingReason = reason;
    waitingMessage = message;
    nextStart = until;
  }

  void started(ManagedProcess started, Instant now) {
    process = started;
    startedAt = now;
    starts++;
    waitingMessage = null;
  }

  /** Notes that it could not be started at all. */
  void startFailed(String message, String restartPolicy, Instant now) {
    startedAt = now;
    starts++;
    end(START_ERROR, "StartError", message, restartPolicy, now);
  }

  /** Notes the end of the process and, where the policy says so, when to start again. */
  void exited(int exitCode, @Nullable String message, String restartPolicy, Instant now) {
    process = null;
    end(exitCode, exitCode == 0 ? "Completed" : "Error", message, restartPolicy, now);
  }

  private void end(
      int exitCode, String reason, @Nullable String message, String restartPolicy, Instant now) {
    var state =
        new ContainerStateTerminatedBuilder()
            .withExitCode(exitCode)
            .withReason(reason)
            .withMessage(message == null || message.isEmpty() ? null : message)
            .withStartedAt(time(startedAt))
            .withFinishedAt(time(now))
            .withContainerID(containerId())
            .build();
    boolean again =
        restartPolicy.equals("Always") || (restartPolicy.equals("OnFailure") && exitCode != 0);
    if (!again) {
      ended = state;
      return;
    }
    previous = state;
    if (Duration.between(startedAt, now).compareTo(FORGIVEN_AFTER) > 0) {
      backOff = Duration.ZERO;
    }
    waiting(
        "CrashLoopBackOff",
        "back-off %ds restarting failed container=%s"
            .formatted(backOff.toSeconds(), spec.getName()),
        now.plus(backOff));
    backOff = nextBackOff();
  }

  private Duration nextBackOff() {
    var next = backOff.isZero() ? firstBackOff : backOff.multipliedBy(2);
    return next.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : next;
  }

  /** It will not start again: its pod is being deleted. */
  void giveUp() {
    if (process == null && ended == null && previous != null) {
      ended = previous;
      previous = null;
    }
  }

  ContainerStatus status() {
    var last = new ContainerStateBuilder();
    if (previous != null) {
      last.withTerminated(previous);
    }
    return new ContainerStatusBuilder()
        .withName(spec.getName())
        .withImage(spec.getImage())
        .withImageID(starts > 0 ? "local/" + spec.getImage() : "")
        .withContainerID(starts > 0 ? containerId() : null)
        .withRestartCount(Math.max(0, starts - 1))
        .withReady(isRunning())
        .withStarted(isRunning())
        .withState(state())
        .withLastState(last.build())
        .build();
  }

  private ContainerState state() {
    var state = new ContainerStateBuilder();
    if (isRunning()) {
      return state.withNewRunning(time(startedAt)).build();
    }
    if (ended != null) {
      return state.withTerminated(ended).build();
    }
    return state.withNewWaiting(waitingMessage, waitingReason).build();
  }

  private String containerId() {
    return "local://%s-%d".formatted(spec.getName(), attempt());
  }

  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
