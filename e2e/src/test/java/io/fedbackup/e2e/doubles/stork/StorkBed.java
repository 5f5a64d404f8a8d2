package io.fedbackup.e2e.doubles.stork;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.e2e.doubles.AzureBed;
import io.fedbackup.e2e.doubles.azure.BlobStore;
import io.fedbackup.e2e.doubles.azure.StorageRole;
import io.fedbackup.e2e.doubles.kubelet.KubeletDouble;
import io.fedbackup.e2e.doubles.kubelet.LocalProgram;
import io.fedbackup.e2e.testbed.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** An application cluster with a node, Azure's doubles, and Stork in a pod. */
final class StorkBed implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(90);
  static final String ADMIN = "kube-system";
  static final String CONTAINER = "backups";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AzureBed azure;
  private final KubeletDouble kubelet;
  private final KubernetesClient client;

  StorkBed(ControlPlane cluster, Path directory) {
    azure = new AzureBed(cluster, directory);
    client = azure.cluster().client();
    kubelet =
        azure
            .testbed()
            .closing(
                KubeletDouble.start(
                    azure.cluster(),
                    Map.of(
                        StorkInstallation.IMAGE,
                        LocalProgram.main(StorkDouble.class).alsoAs("/stork"))));
    install();
  }

  private void install() {
    azure.gateway().store().createContainer(AzureBed.ACCOUNT, CONTAINER);
    var identity = azure.tenant().identity("backup", "stork");
    azure.federate(identity, StorkInstallation.NAMESPACE, StorkInstallation.NAME);
    azure
        .tenant()
        .assign(
            StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR,
            identity,
            azure.tenant().containerScope(AzureBed.ACCOUNT, CONTAINER));
    new StorkInstallation(
            identity.clientId(),
            azure.tenant().tenantId(),
            azure.entra().authorityHost().toString())
        .with("FEDBACKUP_BLOB_ENDPOINT", azure.gateway().endpointTemplate())
        .with("FEDBACKUP_CA_BUNDLE", azure.testbed().ca().pem())
        .with("FEDBACKUP_INSTANCE_DISCOVERY", "disabled")
        .withSyncInterval("PT0.5S")
        .withLease("PT4S")
        .withMockTime()
        .manifests()
        .forEach(object -> client.resource(object).serverSideApply());
    await()
        .atMost(LIMIT)
        .until(() -> get(Kinds.SCHEDULE_POLICY, "", "default-monthly-policy").isPresent());
  }

  AzureBed azure() {
    return azure;
  }

  KubeletDouble kubelet() {
    return kubelet;
  }

  KubernetesClient client() {
    return client;
  }

  BlobStore store() {
    return azure.gateway().store();
  }

  /** The blobs of one backup, without the path. */
  List<String> blobs(String namespace, String backup) {
    var prefix = namespace + "/" + backup + "/";
    return store().blobs(AzureBed.ACCOUNT, CONTAINER, prefix).stream()
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .toList();
  }

  /** A namespace with two ConfigMaps, one of them labelled {@code app=web}. */
  void application(String namespace) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("team", namespace)
                .endMetadata()
                .build())
        .create();
    for (var app : List.of("web", "db")) {
      client
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withNamespace(namespace)
                  .withName(app)
                  .addToLabels("app", app)
                  .endMetadata()
                  .addToData("key", "value of " + app)
                  .build())
          .create();
    }
  }

  /** A location of that name on the container, with the pod's identity. */
  void location(String namespace, String name) {
    create(
        Kinds.BACKUP_LOCATION,
        namespace,
        """
        {"metadata":{"name":"%s"},"location":{"type":"azure","path":"%s","azureConfig":
         {"storageAccountName":"%s","useWorkloadIdentity":true}}}"""
            .formatted(name, CONTAINER, AzureBed.ACCOUNT));
  }

  ObjectNode backup(String name, String namespaces, String more) {
    return create(
        Kinds.APPLICATION_BACKUP,
        ADMIN,
        """
        {"metadata":{"name":"%s"},"spec":{"backupLocation":"store","namespaces":%s%s}}"""
            .formatted(name, namespaces, more));
  }

  ObjectNode create(Kinds kind, String namespace, String json) {
    var object = (ObjectNode) read(json);
    object.put("apiVersion", Kinds.GROUP + "/" + Kinds.VERSION).put("kind", kind.kind());
    return (ObjectNode) read(client.raw(kind.collection(namespace), "POST", object));
  }

  void update(Kinds kind, String namespace, String name, ObjectNode object) {
    client.raw(kind.path(namespace, name), "PUT", object);
  }

  Optional<ObjectNode> get(Kinds kind, String namespace, String name) {
    try {
      return Optional.ofNullable(client.raw(kind.path(namespace, name)))
          .map(json -> (ObjectNode) read(json));
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  void delete(Kinds kind, String namespace, String name) {
    client.raw(kind.path(namespace, name), "DELETE", Map.of());
  }

  /** The backups that a schedule made, oldest first. */
  List<String> backupsOf(String schedule) {
    return client
        .genericKubernetesResources(Kinds.APPLICATION_BACKUP.context())
        .inNamespace(ADMIN)
        .list()
        .getItems()
        .stream()
        .map(backup -> backup.getMetadata().getName())
        .filter(name -> name.startsWith(schedule + "-"))
        .sorted()
        .toList();
  }

  ObjectNode awaitObject(
      Kinds kind, String namespace, String name, Predicate<? super ObjectNode> condition) {
    return await(kind.kind() + " " + name)
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> get(kind, namespace, name).orElseThrow(), condition);
  }

  /** The backup when it is over. */
  ObjectNode awaitFinal(String name) {
    return awaitObject(
        Kinds.APPLICATION_BACKUP,
        ADMIN,
        name,
        backup -> backup.at("/status/stage").asText().equals("Final"));
  }

  void awaitGone(Kinds kind, String namespace, String name) {
    await().atMost(LIMIT).until(() -> get(kind, namespace, name).isEmpty());
  }

  /** Waits for a Warning Event about an object whose message contains a text. */
  void awaitWarning(String namespace, String about, String text) {
    await("a Warning about " + about + " with " + text)
        .atMost(LIMIT)
        .until(
            () ->
                client.v1().events().inNamespace(namespace).list().getItems().stream()
                    .filter(event -> event.getInvolvedObject().getName().equals(about))
                    .filter(event -> event.getType().equals("Warning"))
                    .anyMatch(event -> event.getMessage().contains(text)));
  }

  /** Sets the clock of schedules, in RFC 1123. */
  void time(String rfc1123) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(ADMIN)
                .withName("stork-mock-time")
                .endMetadata()
                .addToData("time", rfc1123)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    azure.close();
  }
}
