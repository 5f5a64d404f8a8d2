package io.fedbackup.e2e.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@FleetTest(applicationClusters = 1, ownForEachTest = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetIT {

  @Test
  @Order(1)
  void a_backup_reaches_the_store_by_the_clusters_own_identity(Fleet fleet) {
    // given
    var cluster = fleet.application("app-1");
    makeShop(cluster);

    // when
    makeBackup(cluster, fleet);

    // then
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(statusOf(cluster)).isEqualTo("Successful"));
    assertThat(fleet.blobs()).anyMatch(blob -> blob.endsWith("metadata.json"));
  }

  @Test
  @Order(2)
  void without_a_role_the_backup_fails_and_the_store_stays_empty(Fleet fleet) {
    // given
    assertThat(fleet.blobs()).as("nothing is left of another fleet").isEmpty();
    var cluster = fleet.application("app-1");
    cluster.revokeStorage();
    makeShop(cluster);

    // when
    makeBackup(cluster, fleet);

    // then
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(statusOf(cluster)).isEqualTo("Failed"));
    assertThat(fleet.blobs()).isEmpty();
  }

  @Test
  @Order(3)
  void stork_goes_and_comes_back(Fleet fleet) {
    var cluster = fleet.application("app-1");

    cluster.uninstallStork();
    assertThat(cluster.client().pods().inNamespace("portworx").list().getItems()).isEmpty();

    cluster.installStork();
    assertThat(cluster.client().pods().inNamespace("portworx").list().getItems()).hasSize(1);
  }

  private static void makeShop(FleetCluster cluster) {
    var client = cluster.client();
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build())
        .create();
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("goods")
                .endMetadata()
                .withData(Map.of("apples", "12"))
                .build())
        .create();
  }

  private static void makeBackup(FleetCluster cluster, Fleet fleet) {
    create(
        cluster,
        """
        apiVersion: stork.libopenstorage.org/v1alpha1
        kind: BackupLocation
        metadata: {name: store, namespace: kube-system}
        location:
          type: azure
          path: %s
          azureConfig: {storageAccountName: %s, useWorkloadIdentity: true}
        """
            .formatted(fleet.container(), fleet.storageAccount()));
    create(
        cluster,
        """
        apiVersion: stork.libopenstorage.org/v1alpha1
        kind: ApplicationBackup
        metadata: {name: shop, namespace: kube-system}
        spec:
          backupLocation: store
          namespaces: [shop]
          reclaimPolicy: Retain
        """);
  }

  private static void create(FleetCluster cluster, String yaml) {
    var resource = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    cluster
        .client()
        .genericKubernetesResources(context(resource.getKind()))
        .inNamespace("kube-system")
        .resource(resource)
        .create();
  }

  private static String statusOf(FleetCluster cluster) {
    var backup =
        cluster
            .client()
            .genericKubernetesResources(context("ApplicationBackup"))
            .inNamespace("kube-system")
            .withName("shop")
            .get();
    return String.valueOf(backup.<Object>get("status", "status"));
  }

  private static ResourceDefinitionContext context(String kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup("stork.libopenstorage.org")
        .withVersion("v1alpha1")
        .withKind(kind)
        .withPlural(kind.toLowerCase(Locale.ROOT) + "s")
        .withNamespaced(true)
        .build();
  }
}
