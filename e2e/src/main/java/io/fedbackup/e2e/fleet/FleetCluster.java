package io.fedbackup.e2e.fleet;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.e2e.doubles.azure.ManagedIdentity;
import io.fedbackup.e2e.doubles.azure.StorageRole;
import io.fedbackup.e2e.doubles.kubelet.KubeletDouble;
import io.fedbackup.e2e.doubles.stork.StorkInstallation;
import io.fedbackup.e2e.testbed.ControlPlane;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * An application cluster of a fleet: a control plane, a node, a managed identity that Stork's
 * tokens are trusted for, and, mostly, Stork. Thread-safe.
 */
public final class FleetCluster implements AutoCloseable {

  private static final Duration STORK_LIMIT = Duration.ofMinutes(3);

  private final String name;
  private final ControlPlane controlPlane;
  private final Manifests access;
  private final Azure azure;
  private final FleetOptions options;
  private final ManagedIdentity identity;
  private final KubeletDouble kubelet;

  FleetCluster(
      String name,
      ControlPlane controlPlane,
      InstallFiles files,
      Azure azure,
      FleetOptions options) {
    this.name = name;
    this.controlPlane = controlPlane;
    this.azure = azure;
    this.options = options;
    access = files.applicationClusterManifests(controlPlane.client());
    access.apply(controlPlane.client());
    identity = azure.federate(name, controlPlane);
    kubelet = KubeletDouble.start(controlPlane, files.images());
  }

  /** The name by which the fleet knows the cluster. */
  public String name() {
    return name;
  }

  /** To stop, start, freeze it, or to count requests. */
  public ControlPlane controlPlane() {
    return controlPlane;
  }

  /** A client with the rights of a cluster administrator. */
  public KubernetesClient client() {
    return controlPlane.client();
  }

  /** Stork's identity in Azure, with a federated credential for this cluster. */
  public ManagedIdentity identity() {
    return identity;
  }

  /** The cluster's node. */
  public KubeletDouble kubelet() {
    return kubelet;
  }

  /**
   * The kubeconfig that people put into the Secret of an ApplicationCluster: by a token of the
   * service account that {@code reconciler/manifests/application-cluster} makes, with its rights.
   */
  public String kubeconfigForFedbackup() {
    return access.kubeconfig(controlPlane);
  }

  /** Installs Stork with this cluster's identity, and waits until it has registered its kinds. */
  public void installStork() {
    installStork(stork());
  }

  /** Installs a Stork that a test made different, and waits until it has registered its kinds. */
  public void installStork(StorkInstallation stork) {
    for (var object : stork.manifests()) {
      client().resource(object).forceConflicts().serverSideApply();
    }
    var logs = controlPlane.directory().resolve("pods");
    Awaitility.await("Stork on %s; its logs are in %s".formatted(name, logs))
        .atMost(STORK_LIMIT)
        .until(this::storkServes);
  }

  /** Stork as this fleet installs it; to be made different. */
  public StorkInstallation stork() {
    var stork =
        new StorkInstallation(
                identity.clientId(),
                azure.tenant().tenantId(),
                azure.entra().authorityHost().toString())
            .withSyncInterval(options.storkInterval().toString());
    azure.environment().forEach(stork::with);
    return stork;
  }

  /** Ends Stork and removes its Deployment; its kinds and their objects stay. */
  public void uninstallStork() {
    var pods = client().pods().inNamespace(StorkInstallation.NAMESPACE);
    client()
        .apps()
        .deployments()
        .inNamespace(StorkInstallation.NAMESPACE)
        .withName(StorkInstallation.NAME)
        .delete();
    Awaitility.await("the end of Stork on " + name)
        .atMost(STORK_LIMIT)
        .until(() -> pods.list().getItems().isEmpty());
  }

  /** Stork writes this ConfigMap when all its kinds are served. */
  private boolean storkServes() {
    var registered =
        client().configMaps().inNamespace("kube-system").withName("stork-objlock-config").get();
    return registered != null
        && client()
            .apps()
            .deployments()
            .inNamespace(StorkInstallation.NAMESPACE)
            .withName(StorkInstallation.NAME)
            .isReady();
  }

  /** Lets the cluster's identity read and write the fleet's container. */
  public void grantStorage() {
    grantStorage(StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR);
  }

  /** Gives the cluster's identity a role on the fleet's container. */
  public void grantStorage(StorageRole role) {
    azure.grant(identity, role);
  }

  /** Takes all roles from the cluster's identity. */
  public void revokeStorage() {
    azure.tenant().revokeAll(identity);
  }

  /** Ends what runs on the node; the control plane is the fleet's. */
  @Override
  public void close() {
    kubelet.close();
  }

  @Override
  public String toString() {
    return name + " (" + controlPlane + ")";
  }
}
