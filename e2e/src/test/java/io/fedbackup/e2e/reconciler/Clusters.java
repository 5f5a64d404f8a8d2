package io.fedbackup.e2e.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterSpecBuilder;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatus;
import io.fedbackup.api.v1alpha1.ClusterAccess;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.api.v1alpha1.KubeconfigReference;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The ApplicationClusters of one tenant, as a user handles them. */
final class Clusters {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAMESPACE = "tenant";

  private final KubernetesClient client;

  Clusters(KubernetesClient client) {
    this.client = client;
    client
        .namespaces()
        .resource(
            new io.fabric8.kubernetes.api.model.NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .endMetadata()
                .build())
        .serverSideApply();
  }

  void putSecret(String name, String kubeconfig) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withStringData(Map.of("kubeconfig", kubeconfig))
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  void create(String name, String kubeconfig) {
    putSecret(name, kubeconfig);
    var cluster = new ApplicationCluster();
    cluster.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
    cluster.setSpec(
        ApplicationClusterSpecBuilder.builder()
            .access(new ClusterAccess(new KubeconfigReference(name, "kubeconfig"), null))
            .build());
    client.resource(cluster).create();
  }

  void annotate(String name, String annotation, String value) {
    client
        .resources(ApplicationCluster.class)
        .inNamespace(NAMESPACE)
        .withName(name)
        .edit(
            cluster -> {
              var annotations = cluster.getMetadata().getAnnotations();
              annotations.put(annotation, value);
              return cluster;
            });
  }

  ApplicationCluster get(String name) {
    return Objects.requireNonNull(
        client.resources(ApplicationCluster.class).inNamespace(NAMESPACE).withName(name).get());
  }

  ApplicationClusterStatus status(String name) {
    return Objects.requireNonNull(get(name).getStatus(), "status of " + name);
  }

  void awaitPhase(String name, ClusterPhase phase) {
    awaitStatus(name, status -> assertThat(status.phase()).isEqualTo(phase));
  }

  void awaitReason(String name, ClusterPhase phase, String reason) {
    awaitStatus(
        name,
        status -> {
          assertThat(status.reason()).as(String.valueOf(status.conditions())).isEqualTo(reason);
          assertThat(status.phase()).isEqualTo(phase);
        });
  }

  void awaitStatus(String name, Consumer<ApplicationClusterStatus> assertion) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var status = get(name).getStatus();
              assertThat(status).as("status of " + name).isNotNull();
              assertion.accept(status);
            });
  }

  static Condition condition(ApplicationClusterStatus status, String type) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no condition " + type));
  }

  static boolean holds(ApplicationClusterStatus status, String type) {
    return condition(status, type).status() == ConditionStatus.TRUE;
  }

  void remove(String name) {
    client.resources(ApplicationCluster.class).inNamespace(NAMESPACE).withName(name).delete();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                client
                        .resources(ApplicationCluster.class)
                        .inNamespace(NAMESPACE)
                        .withName(name)
                        .get()
                    == null);
  }

  void removeAll() {
    client
        .resources(ApplicationCluster.class)
        .inNamespace(NAMESPACE)
        .list()
        .getItems()
        .forEach(cluster -> remove(cluster.getMetadata().getName()));
  }
}
