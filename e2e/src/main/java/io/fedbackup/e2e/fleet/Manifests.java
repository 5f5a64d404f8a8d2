package io.fedbackup.e2e.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * YAML files that people apply to a cluster, from a folder of the checkout; without its subfolders.
 *
 * @param folder where they lie
 * @param objects what they hold, namespaces first
 */
record Manifests(Path folder, List<HasMetadata> objects) {

  private static final String FIELD_MANAGER = "kubectl";
  private static final TokenRequest REQUEST =
      new TokenRequestBuilder()
          .withNewSpec()
          .withExpirationSeconds(Duration.ofDays(1).toSeconds())
          .endSpec()
          .build();

  /** Reads a folder; one that does not exist has no objects. */
  static Manifests read(KubernetesClient client, Path folder) {
    var objects = new ArrayList<HasMetadata>();
    try {
      if (Files.isDirectory(folder)) {
        for (var file : yamlFiles(folder)) {
          try (var stream = Files.newInputStream(file)) {
            objects.addAll(client.load(stream).items());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read manifests of " + folder, e);
    }
    objects.sort(Comparator.comparingInt(object -> object.getKind().equals("Namespace") ? 0 : 1));
    return new Manifests(folder, List.copyOf(objects));
  }

  private static List<Path> yamlFiles(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  void apply(KubernetesClient client) {
    for (var object : objects) {
      client.resource(object).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    }
  }

  /**
   * A kubeconfig with a token, good for a day, of the service account among the objects.
   *
   * @throws TestbedException when there is none or more than one
   */
  String kubeconfig(ControlPlane cluster) {
    var accounts = objects.stream().filter(ServiceAccount.class::isInstance).toList();
    if (accounts.size() != 1) {
      throw new TestbedException(
          "%s should hold one ServiceAccount, but holds %d".formatted(folder, accounts.size()));
    }
    var metadata = accounts.getFirst().getMetadata();
    return cluster.kubeconfigWithToken(
        cluster
            .client()
            .serviceAccounts()
            .inNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .tokenRequest(REQUEST)
            .getStatus()
            .getToken());
  }
}
