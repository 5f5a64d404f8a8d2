package io.fedbackup.e2e.fleet;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.e2e.doubles.kubelet.LocalProgram;
import io.fedbackup.e2e.testbed.TestbedAssets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a fleet takes from the checkout.
 *
 * @param root its folder
 */
record InstallFiles(Path root) {

  /** The checkout that the test bed's sources lie in. */
  static InstallFiles locate() {
    return new InstallFiles(TestbedAssets.locate().checkout());
  }

  Manifests reconcilerManifests(KubernetesClient client) {
    return Manifests.read(client, root.resolve("reconciler/manifests"));
  }

  Manifests gitSyncManifests(KubernetesClient client) {
    return Manifests.read(client, root.resolve("git-sync/manifests"));
  }

  Manifests applicationClusterManifests(KubernetesClient client) {
    return Manifests.read(client, root.resolve("reconciler/manifests/application-cluster"));
  }

  Map<String, LocalProgram> images() {
    return Images.all(root);
  }
}
