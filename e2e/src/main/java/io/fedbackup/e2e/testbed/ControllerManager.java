package io.fedbackup.e2e.testbed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The controllers that a cluster without nodes needs. */
final class ControllerManager implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private static final List<String> CONTROLLERS =
      List.of(
          "clusterrole-aggregation-controller",
          "cronjob-controller",
          "deployment-controller",
          "garbage-collector-controller",
          "job-controller",
          "namespace-controller",
          "replicaset-controller",
          "resourcequota-controller",
          "root-ca-certificate-publisher-controller",
          "serviceaccount-controller",
          "serviceaccount-token-controller",
          "statefulset-controller",
          "ttl-after-finished-controller",
          "validatingadmissionpolicy-status-controller");

  private final Launch launch;
  private @Nullable ManagedProcess process;

  ControllerManager(Path programs, ClusterFiles files) {
    var command =
        List.of(
            programs.resolve("kube-controller-manager").toString(),
            "--kubeconfig=" + files.adminKubeconfig(),
            "--controllers=" + String.join(",", CONTROLLERS),
            "--service-account-private-key-file=" + files.serviceAccountKey(),
            "--root-ca-file=" + files.ca(),
            "--leader-elect=false",
            "--secure-port=0",
            "--kube-api-qps=500",
            "--kube-api-burst=1000");
    launch = Launch.of("kube-controller-manager", files.directory(), command).collectingRarely();
  }

  /**
   * Starts the process; does nothing when it runs. The API server must be ready: the program gives
   * up ten seconds after its start otherwise. Later it waits for a server that is gone.
   */
  synchronized void start() {
    if (process == null || !process.isAlive()) {
      process = ManagedProcess.start(launch);
    }
  }

  /** Waits until the running controllers have brought about {@code effect}. */
  synchronized void await(Callable<Boolean> effect) {
    if (process == null) {
      throw new IllegalStateException("The controller manager was never started");
    }
    Readiness.await(process, START_LIMIT, effect);
  }

  /** Lets it hang, if it runs. */
  synchronized void freeze() {
    if (process != null && process.isAlive()) {
      process.freeze();
    }
  }

  /** Lets it go on; does nothing to one that is not frozen. */
  synchronized void thaw() {
    if (process != null && process.isAlive()) {
      process.thaw();
    }
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      process.kill();
    }
  }
}
