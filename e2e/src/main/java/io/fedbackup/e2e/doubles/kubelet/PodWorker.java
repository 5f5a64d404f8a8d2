package io.fedbackup.e2e.doubles.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.e2e.doubles.kubelet.PodStatuses.Verdict;
import io.fedbackup.e2e.testbed.Launch;
import io.fedbackup.e2e.testbed.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one pod on its own thread, from the first sight of it on this node until it is gone from the
 * API server. What cannot be told to the API server is told again later; processes do not wait for
 * it.
 */
final class PodWorker implements Runnable {

  /** A node that goes away does not wait for long. */
  private static final Duration NODE_GONE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CONFIG_RETRY = Duration.ofSeconds(2);
  private static final Duration PULL_RETRY = Duration.ofSeconds(10);

  private final KubeletDouble kubelet;
  private final PodLayout layout;
  private final Volumes volumes;
  private final PodStatuses statuses;
  private final Map<String, ContainerRun> containers = new LinkedHashMap<>();
  private final BlockingQueue<Boolean> wake = new ArrayBlockingQueue<>(1);
  private volatile Pod pod;
  private volatile boolean gone;
  private volatile @Nullable String evicted;
  private volatile List<ManagedProcess> processes = List.of();
  private boolean stopping;
  private boolean over;

  PodWorker(KubeletDouble kubelet, Pod pod) {
    this.kubelet = kubelet;
    this.pod = pod;
    layout = PodLayout.of(kubelet.directory(), pod);
    volumes = new Volumes(kubelet.client(), kubelet.clock(), kubelet.nodeName(), layout);
    statuses = new PodStatuses(kubelet.client(), kubelet.clock());
    var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    over = "Succeeded".equals(phase) || "Failed".equals(phase);
    pod.getSpec()
        .getContainers()
        .forEach(c -> containers.put(c.getName(), new ContainerRun(c, kubelet.firstBackOff())));
  }

  Pod pod() {
    return pod;
  }

  /** The processes that run now. */
  List<ManagedProcess> processes() {
    return processes;
  }

  Path log(String container, boolean previous) {
    var run = containers.get(container);
    int attempt = run == null ? 0 : run.attempt();
    return layout.log(container, previous ? attempt - 1 : attempt);
  }

  void update(Pod newer) {
    pod = newer;
    wake.offer(true);
  }

  void gone() {
    gone = true;
    wake.offer(true);
  }

  void evict(String message) {
    evicted = message;
    wake.offer(true);
  }

  @Override
  public void run() {
    try {
      while (!gone && !kubelet.isClosed()) {
        var delay = syncOrRetry();
        wake.poll(Math.max(20, delay.toMillis()), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      processes.forEach(process -> process.stop(NODE_GONE));
      forgetVolumes();
    }
  }

  private Duration syncOrRetry() {
    try {
      return sync();
    } catch (KubernetesClientException e) {
      LOG.debug("{}: will try again: {}", name(), e.getMessage());
      return RETRY;
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{}: will try again", name(), e);
      return RETRY;
    }
  }

  private Duration sync() throws IOException {
    noteEnds();
    var now = kubelet.clock().instant();
    boolean deleted = pod.getMetadata().getDeletionTimestamp() != null;
    if (deleted || evicted != null) {
      stopAll(deleted ? grace() : Duration.ZERO);
    } else if (!over) {
      keepRunning(now);
    }
    var verdict = verdict();
    boolean quiet = containers.values().stream().noneMatch(ContainerRun::isRunning);
    if (!over) {
      statuses.write(pod, verdict, containers.values());
      over = verdict.isOver();
    }
    if (deleted && quiet) {
      confirmDeletion();
    }
    return delay(now);
  }

  private Verdict verdict() {
    var message = evicted;
    if (message != null && containers.values().stream().noneMatch(ContainerRun::isRunning)) {
      return new Verdict("Failed", "Evicted", message);
    }
    return Verdict.of(containers.values());
  }

  // --- starting
  // -----------------------------------------------------------------------------------

  private void keepRunning(Instant now) throws IOException {
    if (!pod.getSpec().getInitContainers().isEmpty()) {
      waiting(NotReadyException.CONFIG_ERROR, "this kubelet runs no init containers", now);
      return;
    }
    try {
      volumes.sync(pod);
    } catch (NotReadyException e) {
      waiting(e.reason(), e.getMessage(), now);
      return;
    } catch (KubernetesClientException e) {
      waiting(NotReadyException.CREATING, "MountVolume.SetUp failed: " + e.getMessage(), now);
      return;
    }
    for (var run : containers.values()) {
      if (run.isDue(now)) {
        start(run, now);
      }
    }
  }

  private void waiting(String reason, @Nullable String message, Instant now) {
    containers.values().stream()
        .filter(run -> !run.isRunning() && !run.isOver() && !run.everStarted())
        .forEach(run -> run.waiting(reason, message, now.plus(CONFIG_RETRY)));
  }

  private void start(ContainerRun run, Instant now) throws IOException {
    var container = run.spec();
    var image = kubelet.image(container.getImage());
    if (image.isEmpty()) {
      pullFailed(run, now);
      return;
    }
    try {
      layout.prepare(container);
      var environment = kubelet.environment().of(pod, container, image.get().environment());
      var command = command(container, image.get(), environment);
      if (command.isEmpty()) {
        run.startFailed(
            "exec: \"%s\": executable file not found in $PATH"
                .formatted(container.getCommand().getFirst()),
            pod.getSpec().getRestartPolicy(),
            now);
        return;
      }
      launch(run, command.get(), environment, now);
    } catch (NotReadyException e) {
      run.waiting(e.reason(), e.getMessage(), now.plus(CONFIG_RETRY));
    }
  }

  private void pullFailed(ContainerRun run, Instant now) {
    var image = run.spec().getImage();
    boolean first = !"ImagePullBackOff".equals(waitingReason(run)) && !isPullError(run);
    run.waiting(
        first ? "ErrImagePull" : "ImagePullBackOff",
        first
            ? "rpc error: code = NotFound desc = failed to pull and unpack image \"%s\": not found"
                .formatted(image)
            : "Back-off pulling image \"%s\"".formatted(image),
        now.plus(first ? CONFIG_RETRY : PULL_RETRY));
  }

  private static boolean isPullError(ContainerRun run) {
    return "ErrImagePull".equals(waitingReason(run));
  }

  private static @Nullable String waitingReason(ContainerRun run) {
    var waiting = run.status().getState().getWaiting();
    return waiting == null ? null : waiting.getReason();
  }

  private Optional<List<String>> command(
      Container container, LocalProgram image, Map<String, String> environment) {
    List<String> base = image.entrypoint();
    var rest = new ArrayList<>(container.getArgs());
    if (!container.getCommand().isEmpty()) {
      var program = image.programs().get(container.getCommand().getFirst());
      if (program == null) {
        return Optional.empty();
      }
      base = program;
      rest.addAll(0, container.getCommand().subList(1, container.getCommand().size()));
    }
    var command = new ArrayList<>(base);
    rest.stream()
        .map(argument -> Environment.expand(argument, environment))
        .map(argument -> layout.rewrite(container, argument))
        .forEach(command::add);
    return Optional.of(command);
  }

  private void launch(
      ContainerRun run, List<String> command, Map<String, String> environment, Instant now) {
    var local = new LinkedHashMap<String, String>();
    environment.forEach((name, value) -> local.put(name, layout.rewrite(run.spec(), value)));
    var root = layout.root(run.spec());
    local.put(Environment.POD_ROOT, root.toString());
    int attempt = run.everStarted() ? run.attempt() + 1 : 0;
    var process =
        ManagedProcess.start(
            Launch.of(name() + "/" + run.spec().getName(), root, command)
                .withOnlyEnvironment(local)
                .withLog(layout.log(run.spec().getName(), attempt)));
    run.started(process, now);
    processes = running();
    var _ = process.onExit().thenRun(() -> wake.offer(true));
    LOG.info("{}: started {} as process {}", name(), run.spec().getImage(), process.pid());
  }

  // --- ending
  // -------------------------------------------------------------------------------------

  private void noteEnds() {
    for (var run : containers.values()) {
      var process = run.process();
      if (process != null && process.exitCode().isPresent()) {
        int code = process.exitCode().getAsInt();
        var message =
            TerminationMessages.read(
                layout.terminationMessage(run.spec()),
                process.log(),
                code,
                run.spec().getTerminationMessagePolicy());
        var policy = stopping ? "Never" : pod.getSpec().getRestartPolicy();
        run.exited(code, message, policy, kubelet.clock().instant());
        LOG.info("{}: {} ended with code {}", name(), run.spec().getImage(), code);
      }
    }
    processes = running();
  }

  private void stopAll(Duration grace) {
    containers.values().forEach(ContainerRun::giveUp);
    if (!stopping) {
      stopping = true;
      processes.forEach(process -> Thread.startVirtualThread(() -> process.stop(grace)));
    }
  }

  private Duration grace() {
    var seconds = pod.getMetadata().getDeletionGracePeriodSeconds();
    return Duration.ofSeconds(seconds == null ? 30 : seconds);
  }

  private void confirmDeletion() {
    var metadata = pod.getMetadata();
    DeleteOptions options =
        new DeleteOptionsBuilder()
            .withApiVersion("v1")
            .withKind("DeleteOptions")
            .withGracePeriodSeconds(0L)
            .withNewPreconditions(null, metadata.getUid())
            .build();
    var path =
        "/api/v1/namespaces/%s/pods/%s".formatted(metadata.getNamespace(), metadata.getName());
    try {
      kubelet.client().raw(path, "DELETE", options);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404 && e.getCode() != 409) {
        throw e;
      }
    }
  }

  private void forgetVolumes() {
    try {
      layout.forgetVolumes();
    } catch (IOException e) {
      LOG.warn("{}: volumes stay behind in {}", name(), layout.directory(), e);
    }
  }

  // ------------------------------------------------------------------------------------------------

  private List<ManagedProcess> running() {
    return containers.values().stream()
        .map(ContainerRun::process)
        .filter(process -> process != null)
        .toList();
  }

  private Duration delay(Instant now) {
    var due =
        containers.values().stream()
            .filter(run -> !run.isRunning() && !run.isOver() && !stopping && !over)
            .map(ContainerRun::nextStart)
            .min(Instant::compareTo)
            .map(next -> next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO)
            .orElse(IDLE);
    return due.compareTo(IDLE) < 0 ? due : IDLE;
  }

  private String name() {
    return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
  }
}
