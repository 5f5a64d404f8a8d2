package io.fedbackup.e2e.fleet;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.crd.CrdResource;
import io.fedbackup.api.crd.CrdResources;
import io.fedbackup.e2e.testbed.ControlPlane;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Installs on a backup cluster what fedbackup needs there, by the files that people install. */
final class BackupCluster {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final ControlPlane controlPlane;
  private final Manifests reconciler;
  private final Manifests gitSync;

  BackupCluster(ControlPlane controlPlane, InstallFiles files) {
    this.controlPlane = controlPlane;
    var client = controlPlane.client();
    var definitions = CrdResources.all().stream().map(CrdResource::definition).toList();
    definitions.forEach(it -> client.resource(it).forceConflicts().serverSideApply());
    Awaitility.await("fedbackup's CRDs on " + controlPlane.name())
        .atMost(LIMIT)
        .until(
            () ->
                definitions.stream()
                    .allMatch(it -> established(client, it.getMetadata().getName())));
    reconciler = files.reconcilerManifests(client);
    gitSync = files.gitSyncManifests(client);
    reconciler.apply(client);
    gitSync.apply(client);
  }

  private static boolean established(KubernetesClient client, String name) {
    var definition = client.apiextensions().v1().customResourceDefinitions().withName(name).get();
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(it -> it.getType().equals("Established") && it.getStatus().equals("True"));
  }

  ControlPlane controlPlane() {
    return controlPlane;
  }

  String reconcilerKubeconfig() {
    return reconciler.kubeconfig(controlPlane);
  }

  String gitSyncKubeconfig() {
    return gitSync.kubeconfig(controlPlane);
  }
}
