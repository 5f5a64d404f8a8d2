package io.fedbackup.e2e.programs;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetOptions;
import io.fedbackup.e2e.git.GitServer;
import io.fedbackup.e2e.git.WorkingCopy;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * fedbackup installed on a fleet: a Git repository, the team {@code team-shop} that owns it, and
 * the product's controllers as processes, each with its own account. Nothing is started or written
 * until asked for. Not thread-safe.
 */
public final class Installation implements AutoCloseable {

  /** The namespace of the one team. */
  public static final String NAMESPACE = "team-shop";

  /** Names of the application clusters that {@code examples/fleet} knows. */
  private static final String[] CLUSTERS = {"shop-eu", "shop-us"};

  private static final String EXAMPLE_URL = "https://git.example.com/team-shop/fleet.git";
  private static final String REPOSITORY = "fleet.git";
  private static final String SYNC = "fleet";
  private static final String USER = "git-sync";

  private final Checkout checkout = Checkout.find();
  private final Path directory;
  private final Fleet fleet;
  private final GitServer git;
  private final WorkingCopy copy;
  private final String password = UUID.randomUUID().toString();
  private final Program reconciler;
  private final URI receiver;
  private final Supplier<Program> gitSyncProgram;
  private @Nullable Program gitSync;

  /**
   * Installs on a fleet.
   *
   * @param fleet any; {@code examples/fleet} needs the clusters that {@link #fleetOptions()} names
   * @param testbed gives ports
   * @param directory gets repositories, kubeconfigs and logs; made if need be
   */
  public Installation(Fleet fleet, Testbed testbed, Path directory) {
    this.fleet = fleet;
    this.directory = made(directory);
    git = GitServer.start(directory.resolve("git"), USER, password, fleet.ca());
    git.create(REPOSITORY);
    copy = WorkingCopy.create(directory.resolve("fleet"), git.directory(REPOSITORY));
    var programs = new Programs(checkout, directory);
    reconciler =
        programs.reconciler(
            fleet.reconcilerKubeconfig(), fleet.agentEnvironment(), testbed.freePort());
    int receiverPort = testbed.freePort();
    receiver = URI.create("http://127.0.0.1:" + receiverPort);
    gitSyncProgram =
        () -> programs.gitSync(fleet.gitSyncKubeconfig(), testbed.freePort(), receiverPort);
  }

  /** A fleet that fits {@code examples/fleet}: two clusters, one container. */
  public static FleetOptions fleetOptions() {
    return FleetOptions.forTests().withApplications(CLUSTERS).withStorage("shopbackups", NAMESPACE);
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the installation's folder", e);
    }
  }

  /** The fleet that it is installed on. */
  public Fleet fleet() {
    return fleet;
  }

  /** A client of the backup cluster, with an administrator's rights. */
  public KubernetesClient backup() {
    return fleet.backup().client();
  }

  /** What users would ask about team-shop. */
  public Questions ask() {
    return new Questions(backup(), NAMESPACE);
  }

  /** The team's clone of its repository. */
  public WorkingCopy copy() {
    return copy;
  }

  /** The server of the team's repository. */
  public GitServer git() {
    return git;
  }

  /** The URL of the team's repository. */
  public String url() {
    return git.url(REPOSITORY);
  }

  /** The reconciler's process. */
  public Program reconciler() {
    return reconciler;
  }

  /** git-sync's process. */
  public Program gitSync() {
    if (gitSync == null) {
      gitSync = gitSyncProgram.get();
    }
    return gitSync;
  }

  /** Where git-sync listens to Git servers, without a trailing slash. */
  public URI receiver() {
    return receiver;
  }

  /** Where logs, kubeconfigs and the repository are. */
  public Path directory() {
    return directory;
  }

  /** The shop itself, in each application cluster: something to back up. */
  public void openShops() {
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
  public void admitTeam() {
    for (var object : read(checkout.path("examples/bootstrap/team-shop.yaml"))) {
      backup().resource(object).forceConflicts().serverSideApply();
      if (object.getKind().equals("Namespace")) {
        secrets();
      }
    }
  }

  private void secrets() {
    secret(
        "repository-access",
        Map.of("username", USER, "password", password, "ca.crt", fleet.ca().pem()));
    for (var cluster : fleet.applications()) {
      secret(
          cluster.name() + "-kubeconfig", Map.of("kubeconfig", cluster.kubeconfigForFedbackup()));
    }
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
  public String pushExamples() {
    copy.copy(checkout.path("examples/fleet"));
    return copy.commitAndPush("The fleet");
  }

  private List<HasMetadata> read(Path file) {
    try {
      // an example cannot know where the repository is
      var text = Files.readString(file, StandardCharsets.UTF_8).replace(EXAMPLE_URL, url());
      return backup().load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).items();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.getFileName(), e);
    }
  }

  /** Asks git-sync to look at the repository now, as a person would with kubectl annotate. */
  public void requestSync() {
    backup()
        .resources(GitSync.class)
        .inNamespace(NAMESPACE)
        .withName(SYNC)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}"
                .formatted(Annotations.REQUESTED_AT, Instant.now()));
  }

  /** Removes the Lease of a program that was killed, so that the next one need not wait for it. */
  public void endLease(String program) {
    backup().leases().inNamespace("fedbackup").withName(program).delete();
  }

  @Override
  public void close() {
    if (gitSync != null) {
      gitSync.close();
    }
    reconciler.close();
    copy.close();
    git.close();
  }
}
