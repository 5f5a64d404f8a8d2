package io.fedbackup.e2e.fleet;

import io.fedbackup.api.crd.CrdResource;
import io.fedbackup.api.crd.CrdResources;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.Definitions;

/** Installs on a backup cluster what fedbackup needs there, by the files that people install. */
final class BackupCluster {

  private final ControlPlane controlPlane;
  private final Manifests reconciler;
  private final Manifests gitSync;

  BackupCluster(ControlPlane controlPlane, InstallFiles files) {
    this.controlPlane = controlPlane;
    var client = controlPlane.client();
    var definitions = CrdResources.all().stream().map(CrdResource::definition).toList();
    definitions.forEach(it -> client.resource(it).forceConflicts().serverSideApply());
    definitions.forEach(it -> Definitions.awaitEstablished(client, it.getMetadata().getName()));
    reconciler = files.reconcilerManifests(client);
    gitSync = files.gitSyncManifests(client);
    reconciler.apply(client);
    gitSync.apply(client);
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
