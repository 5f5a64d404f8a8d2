package io.fedbackup.e2e.testbed;

import java.nio.file.Path;
import java.util.List;

/** The controllers that a cluster without nodes needs. */
final class ControllerManager {

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

  private ControllerManager() {}

  /** Starts the process and does not wait; it waits for the API server by itself. */
  static ManagedProcess start(Path programs, ClusterFiles files) {
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
    return ManagedProcess.start(Launch.of("kube-controller-manager", files.directory(), command));
  }
}
