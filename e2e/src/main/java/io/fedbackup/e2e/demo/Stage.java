package io.fedbackup.e2e.demo;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.fleet.FleetOptions;
import io.fedbackup.e2e.git.GitServer;
import io.fedbackup.e2e.git.WorkingCopy;
import io.fedbackup.e2e.programs.Checkout;
import io.fedbackup.e2e.programs.Program;
import io.fedbackup.e2e.programs.Programs;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Everything that the demo plays on: servers, a Git repository, the product's programs. */
final class Stage implements AutoCloseable {

  static final String NAMESPACE = "team-shop";
  private static final String REPOSITORY = "fleet.git";
  private static final String USER = "git-sync";
  private static final String PASSWORD = "demo-" + ProcessHandle.current().pid();

  private final Checkout checkout;
  private final Testbed testbed;
  private final Fleet fleet;
  private final GitServer git;
  private final WorkingCopy copy;
  private final Program reconciler;
  private final Program gitSync;

  Stage(Checkout checkout, Path directory) {
    this.checkout = checkout;
    testbed = Testbed.open(directory);
    fleet =
        Fleet.start(
            testbed,
            FleetOptions.forTests()
                .withApplications("shop-eu", "shop-us")
                .withStorage("shopbackups", "team-shop")
                .withoutStorageGranted());
    git = testbed.closing(GitServer.start(directory.resolve("git"), USER, PASSWORD, testbed.ca()));
    git.create(REPOSITORY);
    copy =
        testbed.closing(WorkingCopy.create(directory.resolve("fleet"), git.directory(REPOSITORY)));
    var programs = new Programs(checkout, directory);
    reconciler =
        testbed.closing(
            programs.reconciler(
                fleet.reconcilerKubeconfig(), fleet.agentEnvironment(), testbed.freePort()));
    gitSync = testbed.closing(programs.gitSync(fleet.gitSyncKubeconfig(), testbed.freePort()));
  }

  Fleet fleet() {
    return fleet;
  }

  /** A client of the backup cluster, with an administrator's rights. */
  KubernetesClient backup() {
    return fleet.backup().client();
  }

  WorkingCopy copy() {
    return copy;
  }

  Program reconciler() {
    return reconciler;
  }

  Program gitSync() {
    return gitSync;
  }

  Path directory() {
    return testbed.directory();
  }

  Kubectl kubectl(Path kubeconfig) {
    return new Kubectl(
        io.fedbackup.e2e.testbed.TestbedAssets.locate().kubernetes().resolve("kubectl"),
        kubeconfig);
  }

  /** The shop itself, in each application cluster: something to back up. */
  void openShops() {
    for (var cluster : fleet.applications()) {
      var client = cluster.client();
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build())
          .forceConflicts()
          .serverSideApply();
      for (var resource : read(checkout.path("e2e/demo/shop.yaml"))) {
        client.resource(resource).inNamespace("shop").forceConflicts().serverSideApply();
      }
    }
  }

  /** What an administrator sets up once: the team's namespace, rights, secrets and GitSync. */
  void admitTeam() {
    for (var object : read(checkout.path("examples/bootstrap/team-shop.yaml"))) {
      if (object instanceof io.fedbackup.api.v1alpha1.GitSync sync) {
        object = Bootstrap.pointedAt(sync, git.url(REPOSITORY));
      }
      backup().resource(object).forceConflicts().serverSideApply();
      if (object.getKind().equals("Namespace")) {
        secrets();
      }
    }
  }

  private void secrets() {
    secret(
        "repository-access",
        Map.of("username", USER, "password", PASSWORD, "ca.crt", testbed.ca().pem()));
    for (var cluster : clusters()) {
      var access = cluster.getSpec().access().kubeconfigSecretRef();
      if (access != null) {
        var target = fleet.application(cluster.getMetadata().getName());
        secret(access.name(), Map.of(access.key(), target.kubeconfigForFedbackup()));
      }
    }
  }

  private List<ApplicationCluster> clusters() {
    return fleet.applications().stream()
        .map(FleetCluster::name)
        .map(name -> checkout.path("examples/fleet/clusters/" + name + ".yaml"))
        .flatMap(file -> read(file).stream())
        .map(ApplicationCluster.class::cast)
        .toList();
  }

  private void secret(String name, Map<String, String> data) {
    backup()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withStringData(data)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  /** Puts {@code examples/fleet} into the repository. */
  String pushExamples() {
    copy.copy(checkout.path("examples/fleet"));
    return copy.commitAndPush("The fleet");
  }

  private List<HasMetadata> read(Path file) {
    try {
      var text = Files.readString(file, StandardCharsets.UTF_8);
      return backup().load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).items();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.getFileName(), e);
    }
  }

  @Override
  public void close() {
    testbed.close();
  }
}
