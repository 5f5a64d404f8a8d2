package io.fedbackup.e2e.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;

/**
 * The control plane of a Kubernetes cluster without nodes: etcd, kube-apiserver and
 * kube-controller-manager, with its own certificate authority and its own issuer of service-account
 * tokens.
 *
 * <p>The issuer's discovery document and keys can be read without credentials. RBAC is on. All
 * methods may be called from any thread; the ones that stop and start wait until it is done, within
 * bounds, and throw {@link TestbedException} with the end of the program's log otherwise.
 */
public interface ControlPlane extends AutoCloseable {

  /** The name that it was started with. */
  String name();

  /** Where the API server listens, without a trailing slash; stays the same over restarts. */
  URI server();

  /** The issuer ({@code iss}) of this cluster's service-account tokens. */
  URI issuer();

  /** The certificate of the authority that issued the API server's certificate. */
  X509Certificate caCertificate();

  /** {@link #caCertificate()} as PEM. */
  String caPem();

  /** A kubeconfig with the client certificate of a cluster administrator, all data inline. */
  String kubeconfig();

  /** A file with {@link #kubeconfig()}, readable by its owner only. */
  Path kubeconfigFile();

  /** A kubeconfig that authenticates by {@code token}. */
  String kubeconfigWithToken(String token);

  /** A client with the rights of a cluster administrator; shared, closed with the control plane. */
  KubernetesClient client();

  /**
   * Stops the API server: connections are refused from now on. The data stays, and so does the
   * controller manager, which waits. Does nothing when it is stopped.
   */
  void stopServer();

  /** Ends the API server without warning (SIGKILL). */
  void killServer();

  /** Starts the API server again and waits until it is ready. Does nothing when it runs. */
  void startServer();

  /** Lets the API server hang: connections are accepted by the kernel, and nothing answers. */
  void freezeServer();

  /** Lets a frozen API server go on and waits until it is ready. */
  void thawServer();

  /**
   * Takes no processor's time from now on, where that is possible, and answers nobody, until {@link
   * #wake()}. For one that nobody uses.
   */
  default void rest() {}

  /** Works again, and has lost nothing; returns when it answers. */
  default void wake() {}

  /**
   * Whether {@link #state}, {@link #initialState} and {@link #restore} work; they throw {@link
   * UnsupportedOperationException} otherwise.
   */
  boolean canGoBack();

  /** What is stored now; at rest, or it is not consistent. */
  ClusterState state();

  /** What was stored when the control plane had been started: an empty cluster. */
  ClusterState initialState();

  /**
   * Makes sure that the API server runs, and takes everything stored to {@code state} at once, past
   * finalizers and admission. To all watchers these are changes like any other. The cluster keeps
   * its UID. Programs that work on the cluster should be ended first.
   *
   * @param state of this control plane, not of another
   */
  void restore(ClusterState state);

  /** The requests that the API server has answered since it was started. */
  RequestCounts requestCounts();

  /** The server identity of a kubelet on the loopback interface that the API server believes. */
  Identity kubeletServer();

  /** The folder with logs, keys and data. */
  Path directory();

  /** Ends all processes and closes the client. The folder stays, for its logs. */
  @Override
  void close();
}
