package io.fedbackup.e2e.testbed;

import com.github.dockerjava.api.DockerClient;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A control plane in a k3s container without agent. Its API server cannot reach this machine, so a
 * pod's log cannot be read; and it cannot go back to an earlier state.
 */
public final class K3sControlPlane implements ControlPlane {

  /** System property that names another image. */
  public static final String IMAGE_PROPERTY = "fedbackup.k3s.image";

  private static final DockerImageName IMAGE =
      DockerImageName.parse(System.getProperty(IMAGE_PROPERTY, "rancher/k3s:v1.36.3-k3s1"));
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int STOP_SECONDS = 10;
  private static final String KEYS = "/etc/testbed/";

  private final String name;
  private final URI server;
  private final Path directory;
  private final Identity kubelet;
  private final K3sContainer container;
  private final String kubeconfig;
  private final KubernetesClient client;

  /** Why no such control plane can be started here; empty when one can. */
  public static Optional<String> unavailable() {
    return DockerClientFactory.instance().isDockerAvailable()
        ? Optional.empty()
        : Optional.of("k3s needs a Docker daemon, and none answers");
  }

  /** Starts a container, and waits until the cluster works. */
  public static ControlPlane start(String name, Path directory, int port) {
    var server = URI.create("https://127.0.0.1:" + port);
    var ca = TestCa.create("fedbackup-testbed-" + name);
    var container = container(server, ca);
    try {
      container.start();
      var plane = new K3sControlPlane(name, server, directory, ca.server(), container);
      NewCluster.publishIssuer(plane.client);
      plane.await(() -> NewCluster.hasItsFirstObjects(plane.client));
      return plane;
    } catch (RuntimeException | Error e) {
      container.stop();
      throw e;
    }
  }

  private K3sControlPlane(
      String name, URI server, Path directory, Identity kubelet, K3sContainer container) {
    this.name = name;
    this.server = server;
    this.directory = directory;
    this.kubelet = kubelet;
    this.container = container;
    this.kubeconfig = at(server, container.getKubeConfigYaml());
    this.client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
  }

  private static K3sContainer container(URI server, TestCa ca) {
    var kubeletClient = ca.client("kube-apiserver-kubelet-client", "system:masters");
    var container = new K3sContainer(IMAGE);
    container.setCommand(command(server).toArray(String[]::new));
    container.setPortBindings(
        List.of("127.0.0.1:%d:%d".formatted(server.getPort(), K3sContainer.KUBE_SECURE_PORT)));
    container
        .withCopyToContainer(Transferable.of(ca.pem()), KEYS + "ca.crt")
        .withCopyToContainer(Transferable.of(kubeletClient.certificatePem()), KEYS + "kubelet.crt")
        .withCopyToContainer(Transferable.of(kubeletClient.keyPem()), KEYS + "kubelet.key")
        // without an agent there is no node whose controller could be waited for
        .waitingFor(Wait.forLogMessage(".*k3s is up and running.*", 1).withStartupTimeout(LIMIT));
    return container;
  }

  private static List<String> command(URI server) {
    return List.of(
        "server",
        "--disable-agent",
        "--disable-scheduler",
        "--disable-cloud-controller",
        "--disable-helm-controller",
        "--disable-network-policy",
        "--disable-kube-proxy",
        "--disable=coredns,servicelb,traefik,local-storage,metrics-server",
        "--egress-selector-mode=disabled",
        "--tls-san=127.0.0.1",
        "--kube-apiserver-arg=service-account-issuer=" + server,
        "--kube-apiserver-arg=service-account-jwks-uri=" + server + "/openid/v1/jwks",
        "--kube-apiserver-arg=api-audiences=" + server,
        "--kube-apiserver-arg=kubelet-certificate-authority=" + KEYS + "ca.crt",
        "--kube-apiserver-arg=kubelet-client-certificate=" + KEYS + "kubelet.crt",
        "--kube-apiserver-arg=kubelet-client-key=" + KEYS + "kubelet.key",
        // the node of the test bed has no heartbeat
        "--kube-controller-manager-arg=controllers=*,-node-lifecycle-controller,"
            + "-taint-eviction-controller,-node-ipam-controller");
  }

  private static String at(URI server, String kubeconfig) {
    var config = Serialization.unmarshal(kubeconfig, io.fabric8.kubernetes.api.model.Config.class);
    config.getClusters().forEach(it -> it.getCluster().setServer(server.toString()));
    return Serialization.asYaml(config);
  }

  private void await(Callable<Boolean> condition) {
    Awaitility.await(toString()).atMost(LIMIT).ignoreExceptions().until(condition);
  }

  private void awaitReady() {
    await(() -> "ok".equals(client.raw("/readyz")));
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
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(caPem().getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw new IllegalStateException("k3s has made a certificate that cannot be read", e);
    }
  }

  @Override
  public String caPem() {
    var encoded = client.getConfiguration().getCaCertData();
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
  }

  @Override
  public String kubeconfig() {
    return kubeconfig;
  }

  @Override
  public Path kubeconfigFile() {
    try {
      return SecretFile.write(directory.resolve("kubeconfig"), kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a kubeconfig", e);
    }
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
    if (container.isRunning()) {
      docker().stopContainerCmd(container.getContainerId()).withTimeout(STOP_SECONDS).exec();
    }
  }

  @Override
  public void killServer() {
    if (container.isRunning()) {
      docker().killContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void startServer() {
    if (!container.isRunning()) {
      docker().startContainerCmd(container.getContainerId()).exec();
    }
    awaitReady();
  }

  @Override
  public void freezeServer() {
    docker().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void thawServer() {
    docker().unpauseContainerCmd(container.getContainerId()).exec();
    awaitReady();
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }

  @Override
  public boolean canGoBack() {
    return false;
  }

  @Override
  public ClusterState state() {
    throw new UnsupportedOperationException("k3s keeps its state to itself");
  }

  @Override
  public ClusterState initialState() {
    throw new UnsupportedOperationException("k3s keeps its state to itself");
  }

  @Override
  public void restore(ClusterState state) {
    throw new UnsupportedOperationException("k3s keeps its state to itself");
  }

  @Override
  public RequestCounts requestCounts() {
    return RequestCounts.parse(client.raw("/metrics"));
  }

  @Override
  public Identity kubeletServer() {
    return kubelet;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    client.close();
    container.stop();
  }

  @Override
  public String toString() {
    return "k3s control plane %s at %s".formatted(name, server);
  }
}
