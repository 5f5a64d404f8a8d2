package io.fedbackup.e2e.fleet;

import io.fedbackup.e2e.doubles.azure.AzureTenant;
import io.fedbackup.e2e.doubles.azure.BlobGateway;
import io.fedbackup.e2e.doubles.azure.BlobStore;
import io.fedbackup.e2e.doubles.azure.EntraIdDouble;
import io.fedbackup.e2e.testbed.Azurite;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.TestCa;
import io.fedbackup.e2e.testbed.Testbed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A backup cluster, application clusters with Stork, and Azure, wired to each other; without any
 * program of fedbackup, and without any of its objects. Thread-safe.
 */
public final class Fleet implements AutoCloseable {

  private static final String BACKUP = "backup";

  private final FleetOptions options;
  private final TestCa ca;
  private final Azure azure;
  private final BackupCluster backup;
  private final List<FleetCluster> applications = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Runnable afterClose = () -> {};

  /**
   * Starts servers of its own and makes a fleet of them. They end with the test bed, which is also
   * when the fleet is closed unless that was done before.
   */
  public static Fleet start(Testbed testbed, FleetOptions options) {
    var names = new ArrayList<>(List.of(BACKUP));
    names.addAll(options.applications());
    var planes = testbed.startControlPlanes(names);
    var azurite = testbed.startAzurite(List.of(options.storageAccount()));
    return testbed.closing(of(testbed.ca(), planes, azurite, options));
  }

  /** Makes a fleet of running servers; the first control plane becomes the backup cluster. */
  static Fleet of(TestCa ca, List<ControlPlane> planes, Azurite azurite, FleetOptions options) {
    var fleet = new Fleet(ca, planes.getFirst(), azurite, options);
    try {
      fleet.addApplications(planes.subList(1, planes.size()));
      return fleet;
    } catch (RuntimeException | Error e) {
      fleet.close();
      throw e;
    }
  }

  private Fleet(TestCa ca, ControlPlane backup, Azurite azurite, FleetOptions options) {
    this.ca = ca;
    this.options = options;
    this.backup = new BackupCluster(backup, InstallFiles.locate());
    this.azure = new Azure(ca, azurite, options.storageAccount(), options.container());
  }

  /** Has {@code action} run when the fleet has been closed. */
  Fleet afterClose(Runnable action) {
    afterClose = action;
    return this;
  }

  private void addApplications(List<ControlPlane> planes) {
    var files = InstallFiles.locate();
    for (int i = 0; i < planes.size(); i++) {
      applications.add(
          new FleetCluster(options.applications().get(i), planes.get(i), files, azure, options));
    }
    if (options.storageGranted()) {
      applications.forEach(FleetCluster::grantStorage);
    }
    if (options.stork()) {
      forEachAtOnce(FleetCluster::installStork);
    }
  }

  private void forEachAtOnce(Consumer<FleetCluster> action) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          applications.stream()
              .map(cluster -> CompletableFuture.runAsync(() -> action.accept(cluster), threads))
              .toList();
      running.forEach(CompletableFuture::join);
    }
  }

  /** The backup cluster, with fedbackup's CRDs and the rights of its programs. */
  public ControlPlane backup() {
    return backup.controlPlane();
  }

  /** A kubeconfig with the rights that {@code reconciler/manifests} give. */
  public String reconcilerKubeconfig() {
    return backup.reconcilerKubeconfig();
  }

  /** A kubeconfig with the rights that {@code git-sync/manifests} give. */
  public String gitSyncKubeconfig() {
    return backup.gitSyncKubeconfig();
  }

  /** The application clusters, in the order of the options. */
  public List<FleetCluster> applications() {
    return List.copyOf(applications);
  }

  /** The application cluster of that name. */
  public FleetCluster application(String name) {
    return applications.stream()
        .filter(cluster -> cluster.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " is none of " + applications));
  }

  /** Identities, federated credentials, and roles. */
  public AzureTenant azure() {
    return azure.tenant();
  }

  /** Where tokens come from. */
  public EntraIdDouble entra() {
    return azure.entra();
  }

  /** Where programs reach the object store; injects trouble and immutability. */
  public BlobGateway gateway() {
    return azure.gateway();
  }

  /** The object store as its owner sees it, past all roles. */
  public BlobStore store() {
    return azure.gateway().store();
  }

  /** The storage account of this fleet. */
  public String storageAccount() {
    return options.storageAccount();
  }

  /** The container of this fleet; it exists. */
  public String container() {
    return options.container();
  }

  /** Names of all blobs in the fleet's container, sorted. */
  public List<String> blobs() {
    return store().blobs(storageAccount(), container());
  }

  /** What the agent must be started with to find this fleet's Azure. */
  public Map<String, String> agentEnvironment() {
    return azure.environment();
  }

  /** The authority of all servers but the API servers; for a Git server, for example. */
  public TestCa ca() {
    return ca;
  }

  /** Ends nodes and Azure; again: nothing. Servers are ended by who started them. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      forEachAtOnce(FleetCluster::close);
      azure.close();
      afterClose.run();
    }
  }
}
