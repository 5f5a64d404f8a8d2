package io.fedbackup.e2e.doubles.kubelet;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The status of one pod: what kubelet would say, written when it changed. For the pod's thread. */
final class PodStatuses {

  private static final List<String> CONDITIONS =
      List.of("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady");

  private final KubernetesClient client;
  private final Clock clock;
  private final Instant startTime;
  private final Map<String, PodCondition> conditions = new HashMap<>();
  private @Nullable Written written;

  PodStatuses(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
    this.startTime = clock.instant();
  }

  /** Writes the status unless it is what was written last. */
  void write(Pod pod, Verdict verdict, Collection<ContainerRun> containers) {
    var wanted = new Written(verdict, containers.stream().map(ContainerRun::status).toList());
    if (wanted.equals(written)) {
      return;
    }
    client
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .editStatus(live -> isSame(live, pod) ? merge(live, wanted) : live);
    written = wanted;
  }

  private static boolean isSame(Pod live, Pod pod) {
    return live.getMetadata().getUid().equals(pod.getMetadata().getUid());
  }

  private Pod merge(Pod live, Written wanted) {
    var verdict = wanted.verdict();
    var all = new ArrayList<PodCondition>();
    live.getStatus().getConditions().stream()
        .filter(condition -> !CONDITIONS.contains(condition.getType()))
        .forEach(all::add);
    CONDITIONS.forEach(type -> all.add(condition(type, wanted)));
    return new PodBuilder(live)
        .editOrNewStatus()
        .withPhase(verdict.phase())
        .withReason(verdict.reason())
        .withMessage(verdict.message())
        .withHostIP("127.0.0.1")
        .withPodIP("127.0.0.1")
        .withStartTime(ContainerRun.time(startTime))
        .withConditions(all)
        .withContainerStatuses(wanted.containers())
        .endStatus()
        .build();
  }

  private PodCondition condition(String type, Written wanted) {
    var phase = wanted.verdict().phase();
    boolean over = phase.equals("Succeeded") || phase.equals("Failed");
    boolean running = wanted.containers().stream().allMatch(ContainerStatus::getReady);
    boolean value =
        switch (type) {
          case "Ready", "ContainersReady" -> running && !over;
          case "PodReadyToStartContainers" -> !over;
          default -> true;
        };
    String reason = null;
    if (!value && type.contains("Ready") && !type.startsWith("PodReady")) {
      reason =
          switch (phase) {
            case "Succeeded" -> "PodCompleted";
            case "Failed" -> "PodFailed";
            default -> "ContainersNotReady";
          };
    }
    return keepTime(type, value ? "True" : "False", reason);
  }

  private PodCondition keepTime(String type, String status, @Nullable String reason) {
    var before = conditions.get(type);
    var time =
        before != null && before.getStatus().equals(status)
            ? before.getLastTransitionTime()
            : ContainerRun.time(clock.instant());
    var condition =
        new PodConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withLastTransitionTime(time)
            .build();
    conditions.put(type, condition);
    return condition;
  }

  /**
   * What a pod is.
   *
   * @param phase Pending, Running, Succeeded or Failed
   * @param reason such as Evicted; mostly null
   */
  record Verdict(String phase, @Nullable String reason, @Nullable String message) {

    static Verdict of(Collection<ContainerRun> containers) {
      if (containers.stream().allMatch(ContainerRun::isOver)) {
        boolean good = containers.stream().allMatch(ContainerRun::succeeded);
        return new Verdict(good ? "Succeeded" : "Failed", null, null);
      }
      boolean started = containers.stream().allMatch(ContainerRun::everStarted);
      return new Verdict(started ? "Running" : "Pending", null, null);
    }

    boolean isOver() {
      return phase.equals("Succeeded") || phase.equals("Failed");
    }
  }

  private record Written(Verdict verdict, List<ContainerStatus> containers) {
    Written {
      Objects.requireNonNull(verdict);
    }
  }
}
