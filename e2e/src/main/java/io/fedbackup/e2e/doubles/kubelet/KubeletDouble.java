package io.fedbackup.e2e.doubles.kubelet;

import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fedbackup.e2e.doubles.HttpsEndpoint;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for the nodes of one cluster, and for the scheduler: registers one Node, binds pods to it,
 * and runs those of known images as processes of this machine.
 *
 * <p>Kept: environment ({@code value}, {@code valueFrom} of fields, ConfigMaps and Secrets, {@code
 * envFrom}, {@code $(NAME)}); volumes {@code projected} (service-account tokens by TokenRequest,
 * bound to the pod, renewed when 80 % of their life is over), ConfigMap, Secret, downward API,
 * {@code emptyDir}; exit codes; termination messages of at most 4,096 bytes and their fall-back to
 * logs; restart policies with back-off; SIGTERM, grace, SIGKILL; deletion confirmed only when all
 * processes have ended; phase, conditions and container statuses by the status subresource; {@code
 * ErrImagePull}, {@code ImagePullBackOff}, {@code CreateContainerConfigError}, {@code StartError};
 * {@code pods/log}; processes go on while the API server is away.
 *
 * <p>Left out: isolation of any kind (files, network, users, limits), init and sidecar containers
 * (refused), probes and hooks (a running container is ready), {@code exec}, {@code attach}, {@code
 * port-forward}, following logs and their time stamps, Events, {@code activeDeadlineSeconds} of
 * pods, resource variables, persistent volumes, taints, affinity, node selectors, heartbeats. A
 * process does not see the container's file system at {@code /}: paths in arguments and variables
 * that lie in a volume mount, or equal the path of the termination message, are rewritten to where
 * the files are, and {@code FEDBACKUP_POD_ROOT} names that place. Pods that were running when
 * another instance ended are started anew. Thread-safe.
 */
public final class KubeletDouble implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KubeletDouble.class);
  private static final Duration BACK_OFF = Duration.ofSeconds(10);
  private static final Duration RESYNC = Duration.ofSeconds(10);
  private static final String NODE = "node-1";

  private final KubernetesClient client;
  private final Clock clock;
  private final Duration firstBackOff;
  private final Path directory;
  private final Environment environment;
  private final Map<String, LocalProgram> images;
  private final Map<String, PodWorker> workers = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpsEndpoint server;
  private final SharedIndexInformer<Pod> informer;
  private volatile boolean closed;

  private KubeletDouble(
      ControlPlane cluster, Map<String, LocalProgram> images, Clock clock, Duration firstBackOff) {
    this.clock = clock;
    this.firstBackOff = firstBackOff;
    this.images = new ConcurrentHashMap<>(images);
    try {
      directory = Files.createDirectories(cluster.directory().resolve("pods"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder for pods", e);
    }
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    environment = new Environment(client, NODE);
    server =
        HttpsEndpoint.startMutual(
            "kubelet-" + cluster.name(), cluster.kubeletServer(), new ContainerLogs(this));
    register();
    informer = client.pods().inAnyNamespace().inform(new Pods(), RESYNC.toMillis());
  }

  /**
   * Starts a node.
   *
   * @param images image name, as pods have it, to local program
   */
  public static KubeletDouble start(ControlPlane cluster, Map<String, LocalProgram> images) {
    return start(cluster, images, Clock.systemUTC(), BACK_OFF);
  }

  /** The same with a clock, and the first pause before a failed container is restarted again. */
  public static KubeletDouble start(
      ControlPlane cluster, Map<String, LocalProgram> images, Clock clock, Duration firstBackOff) {
    return new KubeletDouble(cluster, images, clock, firstBackOff);
  }

  /** Makes an image known, or another program of it; running containers are not touched. */
  public void image(String name, LocalProgram program) {
    images.put(name, program);
  }

  /** Makes an image unknown; running containers are not touched. */
  public void removeImage(String name) {
    images.remove(name);
  }

  /** The processes of a pod that run now: to kill or to freeze them. */
  public List<ManagedProcess> processes(String namespace, String podName) {
    return worker(namespace, podName).map(PodWorker::processes).orElse(List.of());
  }

  /** Evicts a pod, as a node short of resources does: {@code Failed}, reason {@code Evicted}. */
  public void evict(String namespace, String podName, String message) {
    worker(namespace, podName)
        .orElseThrow(() -> new IllegalArgumentException("No pod " + namespace + "/" + podName))
        .evict(message);
  }

  /** The name of the Node. */
  public String nodeName() {
    return NODE;
  }

  Optional<PodWorker> worker(String namespace, String podName) {
    return workers.values().stream()
        .filter(worker -> worker.pod().getMetadata().getNamespace().equals(namespace))
        .filter(worker -> worker.pod().getMetadata().getName().equals(podName))
        .findFirst();
  }

  KubernetesClient client() {
    return client;
  }

  Clock clock() {
    return clock;
  }

  Path directory() {
    return directory;
  }

  Duration firstBackOff() {
    return firstBackOff;
  }

  Environment environment() {
    return environment;
  }

  Optional<LocalProgram> image(String name) {
    return Optional.ofNullable(images.get(name));
  }

  boolean isClosed() {
    return closed;
  }

  // --- node
  // ---------------------------------------------------------------------------------------

  private void register() {
    var capacity =
        Map.of(
            "cpu", new Quantity("8"), "memory", new Quantity("32Gi"), "pods", new Quantity("110"));
    var node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(NODE)
            .addToLabels("kubernetes.io/hostname", NODE)
            .addToLabels("kubernetes.io/os", "linux")
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build();
    client.resource(node).serverSideApply();
    client.nodes().withName(NODE).edit(KubeletDouble::withoutTaints);
    client
        .nodes()
        .withName(NODE)
        .editStatus(
            live ->
                new NodeBuilder(live)
                    .withNewStatus()
                    .withCapacity(capacity)
                    .withAllocatable(capacity)
                    .addNewAddress("127.0.0.1", "InternalIP")
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .withReason("KubeletReady")
                    .withMessage("kubelet is posting ready status")
                    .endCondition()
                    .withNewDaemonEndpoints()
                    .withNewKubeletEndpoint(server.port())
                    .endDaemonEndpoints()
                    .endStatus()
                    .build());
  }

  /** Nobody else would take away the taint of a node that is not ready yet. */
  private static Node withoutTaints(Node node) {
    return new NodeBuilder(node).editOrNewSpec().withTaints(List.of()).endSpec().build();
  }

  // --- pods
  // ---------------------------------------------------------------------------------------

  private final class Pods implements ResourceEventHandler<Pod> {

    @Override
    public void onAdd(Pod pod) {
      see(pod);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
      if (!before.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
        forget(before);
      }
      see(pod);
    }

    @Override
    public void onDelete(Pod pod, boolean unknownState) {
      forget(pod);
    }
  }

  private void see(Pod pod) {
    var node = pod.getSpec().getNodeName();
    if (node == null) {
      bind(pod);
    } else if (node.equals(NODE) && !closed) {
      workers.compute(
          pod.getMetadata().getUid(),
          (uid, known) -> {
            if (known == null) {
              var worker = new PodWorker(this, pod);
              threads.execute(worker);
              return worker;
            }
            known.update(pod);
            return known;
          });
    }
  }

  private void forget(Pod pod) {
    var worker = workers.remove(pod.getMetadata().getUid());
    if (worker != null) {
      worker.gone();
    }
  }

  private void bind(Pod pod) {
    var metadata = pod.getMetadata();
    boolean gated = !pod.getSpec().getSchedulingGates().isEmpty();
    if (metadata.getDeletionTimestamp() != null || gated || closed) {
      return;
    }
    var binding =
        new BindingBuilder()
            .withNewMetadata()
            .withNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .withUid(metadata.getUid())
            .endMetadata()
            .withNewTarget()
            .withApiVersion("v1")
            .withKind("Node")
            .withName(NODE)
            .endTarget()
            .build();
    threads.execute(() -> tryBind(pod, binding));
  }

  private void tryBind(Pod pod, Binding binding) {
    try {
      var path =
          "/api/v1/namespaces/%s/pods/%s/binding"
              .formatted(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
      client.raw(path, "POST", binding);
    } catch (KubernetesClientException e) {
      // Gone, bound already, or the server is away: then the next resync tries again.
      LOG.debug("Not bound: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
    informer.close();
    server.close();
    workers.values().forEach(PodWorker::gone);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
