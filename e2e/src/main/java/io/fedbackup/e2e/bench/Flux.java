package io.fedbackup.e2e.bench;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Program;
import io.fedbackup.e2e.testbed.Definitions;
import io.fedbackup.e2e.testbed.Folders;
import io.fedbackup.e2e.testbed.Launch;
import io.fedbackup.e2e.testbed.ProcessFigures;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Flux's source-controller and kustomize-controller as processes, with an administrator's rights,
 * which for them is the shorter way.
 */
final class Flux implements Contender, AutoCloseable {

  private static final String NAME = "large";
  private static final String NAMESPACE = "flux-system";
  private static final String STORAGE = "storage";
  private static final String REQUESTED_AT = "reconcile.fluxcd.io/requestedAt";
  private static final String SOURCES = "source.toolkit.fluxcd.io/v1";
  private static final String KUSTOMIZATIONS = "kustomize.toolkit.fluxcd.io/v1";

  private final Installation installation;
  private final FluxPrograms programs;
  private final Path folder;
  private final Program source;
  private final Program kustomize;

  /** Flux for an installation's repository and backup cluster; nothing is started. */
  Flux(Installation installation, Testbed testbed, FluxPrograms programs) {
    this.installation = installation;
    this.programs = programs;
    folder = Folders.fresh(installation.directory(), "flux");
    var storage = "127.0.0.1:" + testbed.freePort();
    source =
        program(
            "source-controller",
            programs.sourceController(),
            testbed,
            List.of(
                "--storage-path=" + Folders.fresh(folder, STORAGE),
                "--storage-addr=" + storage,
                "--storage-adv-addr=" + storage));
    kustomize =
        program(
            "kustomize-controller", programs.kustomizeController(), testbed, programs.arguments());
  }

  private Program program(String name, Path path, Testbed testbed, List<String> arguments) {
    var health = "127.0.0.1:" + testbed.freePort();
    var command = new ArrayList<String>();
    command.add(path.toString());
    command.addAll(
        List.of(
            "--watch-all-namespaces=true",
            "--enable-leader-election=false",
            "--events-addr=",
            "--log-level=info",
            "--metrics-addr=127.0.0.1:" + testbed.freePort(),
            "--health-addr=" + health));
    command.addAll(arguments);
    var launch =
        Launch.of(name, folder, command)
            .withEnvironment(
                Map.of(
                    "KUBECONFIG",
                    installation.fleet().backup().kubeconfigFile().toString(),
                    "RUNTIME_NAMESPACE",
                    NAMESPACE,
                    "TMPDIR",
                    Folders.fresh(folder, "tmp-" + name).toString()));
    return new Program(launch, URI.create("http://" + health));
  }

  /** Installs its kinds on the backup cluster. */
  void install() {
    var client = client();
    var namespace =
        new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build();
    client.resource(namespace).serverSideApply();
    for (var definition : definitions(client)) {
      client.resource(definition).forceConflicts().serverSideApply();
      Definitions.awaitEstablished(client, definition.getMetadata().getName());
    }
  }

  private List<CustomResourceDefinition> definitions(KubernetesClient client) {
    return programs.definitions().stream()
        .flatMap(Flux::files)
        .flatMap(file -> read(client, file))
        .toList();
  }

  private static Stream<Path> files(Path path) {
    try (var files = Files.walk(path)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(".yaml"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  private static Stream<CustomResourceDefinition> read(KubernetesClient client, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return client.load(in).items().stream()
          .filter(CustomResourceDefinition.class::isInstance)
          .map(CustomResourceDefinition.class::cast);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  @Override
  public String name() {
    return "Flux";
  }

  @Override
  public String fieldManager() {
    return "kustomize-controller";
  }

  @Override
  public void start() {
    Folders.fresh(folder, STORAGE);
    source.startAndAwaitReady();
    kustomize.startAndAwaitReady();
  }

  @Override
  public void stop() {
    kustomize.stop();
    source.stop();
  }

  @Override
  public void follow(String path) {
    var documents =
        """
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          url: %3$s
          ref: {branch: main}
          interval: 1h
          secretRef: {name: repository-access}
        ---
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          sourceRef: {kind: GitRepository, name: %1$s}
          path: ./%4$s
          interval: 1h
          timeout: 10m
          prune: true
        """
            .formatted(NAME, Installation.NAMESPACE, installation.url(), path);
    for (var object :
        client()
            .load(new ByteArrayInputStream(documents.getBytes(StandardCharsets.UTF_8)))
            .items()) {
      client().resource(object).serverSideApply();
    }
  }

  @Override
  public void announceCommit(String request) {
    annotate(SOURCES, "GitRepository", request);
  }

  @Override
  public void requestSync(String request) {
    annotate(SOURCES, "GitRepository", request);
    annotate(KUSTOMIZATIONS, "Kustomization", request);
  }

  private void annotate(String apiVersion, String kind, String request) {
    resource(apiVersion, kind)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(REQUESTED_AT, request));
  }

  @Override
  public CompletableFuture<?> applied(String commit) {
    return seen(
        KUSTOMIZATIONS,
        "Kustomization",
        it -> isReady(it) && text(it, "status", "lastAppliedRevision").contains(commit));
  }

  @Override
  public CompletableFuture<?> served(String request) {
    return CompletableFuture.allOf(
        seen(SOURCES, "GitRepository", it -> isServed(it, request)),
        seen(KUSTOMIZATIONS, "Kustomization", it -> isServed(it, request)));
  }

  private static boolean isServed(GenericKubernetesResource object, String request) {
    return isReady(object) && text(object, "status", "lastHandledReconcileAt").equals(request);
  }

  private static boolean isReady(GenericKubernetesResource object) {
    return object.get("status", "conditions") instanceof List<?> conditions
        && conditions.stream()
            .map(it -> (Map<?, ?>) it)
            .anyMatch(
                it ->
                    Objects.equals(it.get("type"), "Ready")
                        && Objects.equals(it.get("status"), "True"));
  }

  private static String text(GenericKubernetesResource object, Object... path) {
    return Objects.toString(object.get(path), "");
  }

  private CompletableFuture<?> seen(
      String apiVersion, String kind, Predicate<GenericKubernetesResource> condition) {
    return resource(apiVersion, kind).informOnCondition(all -> all.stream().anyMatch(condition));
  }

  private Resource<GenericKubernetesResource> resource(String apiVersion, String kind) {
    return client()
        .genericKubernetesResources(apiVersion, kind)
        .inNamespace(Installation.NAMESPACE)
        .withName(NAME);
  }

  private KubernetesClient client() {
    return installation.backup();
  }

  @Override
  public ProcessFigures figures() {
    return source.figures().and(kustomize.figures());
  }

  @Override
  public void close() {
    kustomize.close();
    source.close();
  }
}
