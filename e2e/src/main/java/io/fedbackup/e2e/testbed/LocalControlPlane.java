package io.fedbackup.e2e.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.pollinterval.IterativePollInterval;

/** A control plane of local processes. */
final class LocalControlPlane implements ControlPlane {

  private static final Duration REST = Duration.ofMillis(300);
  private static final Duration RESTORE_POLL = Duration.ofMillis(30);
  private static final Duration RESTORE_LIMIT = Duration.ofMinutes(1);

  private final String name;
  private final URI server;
  private final ClusterFiles files;
  private final Etcd etcd;
  private final ApiServer apiServer;
  private final ControllerManager controllerManager;
  private final KubernetesClient client;
  private final EtcdStore store;
  private volatile ClusterState initial = new ClusterState(Map.of());

  /** Starts all processes, and waits until they work. Whatever was started ends when that fails. */
  static LocalControlPlane start(
      String name, Path programs, Path directory, int port, Ports ports) {
    var plane = new LocalControlPlane(name, programs, directory, port, ports);
    try {
      plane.awaitReady();
      return plane;
    } catch (RuntimeException | Error e) {
      plane.close();
      throw e;
    }
  }

  private LocalControlPlane(String name, Path programs, Path directory, int port, Ports ports) {
    this.name = name;
    this.server = URI.create("https://127.0.0.1:" + port);
    this.files = ClusterFiles.write(name, server, directory);
    this.etcd = Etcd.start(programs, directory, ports);
    this.store = new EtcdStore(etcd.endpoint());
    this.apiServer = new ApiServer(programs, files, server, etcd.endpoint());
    apiServer.start();
    this.controllerManager = new ControllerManager(programs, files);
    this.client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig())).build();
  }

  private void awaitReady() {
    apiServer.awaitReady();
    controllerManager.start();
    NewCluster.publishIssuer(client);
    controllerManager.await(() -> NewCluster.hasItsFirstObjects(client));
    initial = stateAtRest();
  }

  /**
   * What is stored when nothing changes any more. An earlier state could not be gone back to: the
   * controllers would do again and again what they had not done yet.
   */
  private ClusterState stateAtRest() {
    var last = new AtomicReference<>(state());
    Awaitility.await("rest of " + name)
        .pollInSameThread()
        .pollDelay(REST)
        .pollInterval(REST)
        .atMost(RESTORE_LIMIT)
        .until(
            () -> {
              var now = state();
              return last.getAndSet(now).differencesTo(now).isEmpty();
            });
    return last.get();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public URI server() {
    return server;
  }

  @Override
  public URI issuer() {
    return server;
  }

  @Override
  public X509Certificate caCertificate() {
    return files.admin().issuer();
  }

  @Override
  public String caPem() {
    return Pem.of(caCertificate());
  }

  @Override
  public String kubeconfig() {
    return Kubeconfigs.withCertificate(name, server, files.admin());
  }

  @Override
  public Path kubeconfigFile() {
    return files.adminKubeconfig();
  }

  @Override
  public String kubeconfigWithToken(String token) {
    return Kubeconfigs.withToken(name, server, caPem(), token);
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public void stopServer() {
    apiServer.stop();
  }

  @Override
  public void killServer() {
    apiServer.kill();
  }

  @Override
  public void startServer() {
    apiServer.start();
    apiServer.awaitReady();
    controllerManager.start();
  }

  @Override
  public void freezeServer() {
    apiServer.freeze();
  }

  @Override
  public void thawServer() {
    apiServer.thaw();
    apiServer.awaitReady();
  }

  @Override
  public void rest() {
    controllerManager.freeze();
    apiServer.freeze();
    etcd.process().freeze();
  }

  @Override
  public void wake() {
    etcd.process().thaw();
    apiServer.thaw();
    controllerManager.thaw();
    startServer(); // a test that failed may have left it stopped
  }

  @Override
  public boolean canGoBack() {
    return true;
  }

  @Override
  public ClusterState state() {
    return store.state();
  }

  @Override
  public ClusterState initialState() {
    return initial;
  }

  @Override
  public void restore(ClusterState state) {
    apiServer.thaw();
    startServer();
    var differing = new AtomicReference<SortedSet<String>>(new TreeSet<>());
    try {
      // A controller may still write something about what went: look again until nothing is left.
      Awaitility.await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(IterativePollInterval.iterative(it -> it.plus(RESTORE_POLL), RESTORE_POLL))
          .atMost(RESTORE_LIMIT)
          .until(() -> keep(differing, store.restore(state)).isEmpty());
    } catch (ConditionTimeoutException e) {
      throw new TestbedException(
          "%s does not go back to an earlier state within %s: somebody still writes %s"
              .formatted(this, RESTORE_LIMIT, differing),
          e);
    }
  }

  private static <T> T keep(AtomicReference<T> reference, T value) {
    reference.set(value);
    return value;
  }

  @Override
  public RequestCounts requestCounts() {
    try {
      return RequestCounts.parse(apiServer.get("/metrics"));
    } catch (IOException e) {
      throw new TestbedException("The API server of %s tells no metrics".formatted(name), e);
    }
  }

  @Override
  public Identity kubeletServer() {
    return files.kubeletServer();
  }

  @Override
  public Path directory() {
    return files.directory();
  }

  @Override
  public void close() {
    client.close();
    store.close();
    controllerManager.close();
    apiServer.close();
    etcd.close();
  }

  @Override
  public String toString() {
    return "control plane %s at %s".formatted(name, server);
  }
}
