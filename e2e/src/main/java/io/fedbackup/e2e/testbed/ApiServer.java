package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API server of one control plane; can be stopped and started again on the same data. */
final class ApiServer implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_GRACE = Duration.ofSeconds(5);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  private final URI endpoint;
  private final Launch launch;
  private final HttpClient http;
  private @Nullable ManagedProcess process;

  ApiServer(Path programs, ClusterFiles files, URI endpoint, URI etcd) {
    this.endpoint = endpoint;
    this.launch =
        Launch.of("kube-apiserver", files.directory(), command(programs, files, endpoint, etcd))
            .collectingRarely();
    this.http =
        HttpClient.newBuilder()
            .sslContext(Tls.of(files.admin()))
            .connectTimeout(Duration.ofSeconds(2))
            .build();
  }

  private static List<String> command(Path programs, ClusterFiles files, URI endpoint, URI etcd) {
    var command = new ArrayList<String>();
    command.add(programs.resolve("kube-apiserver").toString());
    command.addAll(listening(files, endpoint));
    command.addAll(tokens(files, endpoint));
    command.addAll(
        List.of(
            "--etcd-servers=" + etcd,
            "--authorization-mode=RBAC",
            "--client-ca-file=" + files.ca(),
            "--service-cluster-ip-range=10.0.0.0/24",
            "--allow-privileged=true",
            // there is no network to reach the server by: no endpoints of the service "kubernetes"
            "--endpoint-reconciler-type=none",
            "--profiling=false"));
    return List.copyOf(command);
  }

  private static List<String> listening(ClusterFiles files, URI endpoint) {
    return List.of(
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--secure-port=" + endpoint.getPort(),
        "--cert-dir=" + files.directory().resolve("pki"),
        "--tls-cert-file=" + files.server().certificate(),
        "--tls-private-key-file=" + files.server().key(),
        "--kubelet-client-certificate=" + files.kubeletClient().certificate(),
        "--kubelet-client-key=" + files.kubeletClient().key(),
        "--kubelet-certificate-authority=" + files.ca(),
        "--kubelet-preferred-address-types=InternalIP");
  }

  private static List<String> tokens(ClusterFiles files, URI endpoint) {
    return List.of(
        "--service-account-issuer=" + endpoint,
        "--service-account-jwks-uri=" + endpoint + "/openid/v1/jwks",
        "--service-account-signing-key-file=" + files.serviceAccountKey(),
        "--service-account-key-file=" + files.serviceAccountKey());
  }

  /** Starts the process without waiting; does nothing when it runs. */
  synchronized void start() {
    if (process == null || !process.isAlive()) {
      process = ManagedProcess.start(launch);
    }
  }

  /** Waits until the started server is ready. */
  synchronized void awaitReady() {
    Readiness.await(running(), START_LIMIT, () -> get("/readyz").equals("ok"));
  }

  synchronized void stop() {
    if (process != null) {
      process.stop(STOP_GRACE);
    }
  }

  synchronized void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** Does nothing to a server that does not run. */
  synchronized void freeze() {
    if (process != null && process.isAlive()) {
      process.freeze();
    }
  }

  /** Does nothing to a server that is not frozen. */
  synchronized void thaw() {
    if (process != null && process.isAlive()) {
      process.thaw();
    }
  }

  private ManagedProcess running() {
    if (process == null) {
      throw new IllegalStateException("The API server was never started");
    }
    return process;
  }

  /** The body of a successful answer to a GET by the administrator. */
  String get(String path) throws IOException {
    var request = HttpRequest.newBuilder(endpoint.resolve(path)).timeout(REQUEST_LIMIT).build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("GET %s answered %d".formatted(path, response.statusCode()));
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  @Override
  public void close() {
    kill();
    http.shutdownNow();
  }
}
