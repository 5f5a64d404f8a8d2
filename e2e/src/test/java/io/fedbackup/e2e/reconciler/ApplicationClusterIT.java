package io.fedbackup.e2e.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Checkout;
import io.fedbackup.e2e.programs.Program;
import io.fedbackup.e2e.programs.Programs;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@FleetTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationClusterIT {
  private static final String NO_CLEANUP = "shoot.gardener.cloud/no-cleanup";

  private final Fleet fleet;
  private final Program reconciler;
  private final Clusters clusters;

  ApplicationClusterIT(Fleet fleet, Testbed testbed) throws IOException {
    this.fleet = fleet;
    Path directory =
        Files.createDirectories(Path.of("target", "application-cluster-it")).toRealPath();
    reconciler =
        new Programs(Checkout.find(), directory)
            .reconciler(fleet.reconcilerKubeconfig(), Map.of(), testbed.freePort());
    clusters = new Clusters(fleet.backup().client());
  }

  @BeforeAll
  void start() {
    reconciler.startAndAwaitReady();
  }

  @AfterEach
  void removeClusters() {
    fleet.applications().forEach(cluster -> cluster.controlPlane().thawServer());
    fleet.applications().forEach(cluster -> cluster.controlPlane().startServer());
    clusters.removeAll();
  }

  @AfterAll
  void stop() {
    reconciler.close();
  }

  private FleetCluster first() {
    return fleet.application("app-1");
  }

  private FleetCluster second() {
    return fleet.application("app-2");
  }

  @Test
  void a_cluster_with_stork_becomes_active_and_says_what_it_is() {
    clusters.create("one", first().kubeconfigForFedbackup());

    clusters.awaitPhase("one", ClusterPhase.ACTIVE);

    var status = clusters.status("one");
    assertThat(status.kubernetesVersion()).startsWith("v1.36");
    assertThat(status.storkVersion()).startsWith("26.3");
    assertThat(status.clusterUID())
        .isEqualTo(
            first().client().namespaces().withName("kube-system").get().getMetadata().getUid());
    assertThat(status.identity()).isNotNull();
    assertThat(Objects.requireNonNull(status.identity()).clientID())
        .isEqualTo(first().identity().clientId());
    assertThat(status.lastContact()).isNotEmpty();
    assertThat(Clusters.holds(status, "Ready")).isTrue();
    assertThat(Clusters.holds(status, "Reachable")).isTrue();
    assertThat(Clusters.holds(status, "StorkReady")).isTrue();
    assertThat(clusters.get("one").getMetadata().getLabels())
        .containsEntry("fedbackup.io/cluster-name", "one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exec | '    exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/sh}'",
        "tokenFile | '    tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token'",
      })
  void kubeconfigs_that_start_programs_or_read_files_are_refused_by_the_fields_name(
      String field, String line) {
    var kubeconfig = first().kubeconfigForFedbackup();
    clusters.create("one", withUserField(kubeconfig, line));

    clusters.awaitReason("one", ClusterPhase.DISCONNECTED, "KubeconfigRefused");

    var stalled = Clusters.condition(clusters.status("one"), "Stalled");
    assertThat(stalled.status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(stalled.message()).contains(".user." + field);
  }

  private static String withUserField(String kubeconfig, String line) {
    var changed = kubeconfig.replaceFirst("(?m)^(\\s*)user:\\s*$", "$0\n" + line);
    assertThat(changed).isNotEqualTo(kubeconfig);
    return changed;
  }

  @Test
  void a_kubeconfig_that_switches_tls_off_is_refused_by_the_fields_name() {
    var kubeconfig = first().kubeconfigForFedbackup();
    var insecure =
        kubeconfig.replaceFirst(
            "(?m)^(\\s*)server:", "$1insecure-skip-tls-verify: true\n$1server:");
    clusters.create("one", insecure);

    clusters.awaitReason("one", ClusterPhase.DISCONNECTED, "KubeconfigRefused");

    assertThat(Clusters.condition(clusters.status("one"), "Ready").message())
        .contains("insecure-skip-tls-verify");
  }

  @Test
  void refused_credentials_are_told_from_a_cluster_that_does_not_answer_and_can_be_put_right() {
    clusters.create("one", first().controlPlane().kubeconfigWithToken("not-a-token"));

    clusters.awaitReason("one", ClusterPhase.DISCONNECTED, "CredentialsRefused");

    clusters.putSecret("one", first().kubeconfigForFedbackup());
    clusters.awaitPhase("one", ClusterPhase.ACTIVE);
  }

  @Test
  void a_cluster_that_goes_down_is_not_available_and_active_again_when_it_is_back() {
    clusters.create("one", first().kubeconfigForFedbackup());
    clusters.awaitPhase("one", ClusterPhase.ACTIVE);

    first().controlPlane().stopServer();
    clusters.awaitReason("one", ClusterPhase.NOT_AVAILABLE, "ClusterUnreachable");
    assertThat(Clusters.holds(clusters.status("one"), "Reachable")).isFalse();

    first().controlPlane().startServer();
    clusters.awaitPhase("one", ClusterPhase.ACTIVE);
    assertThat(clusters.status("one").reason()).isNull();
  }

  @Test
  void a_cluster_that_hangs_delays_no_other() {
    clusters.create("one", first().kubeconfigForFedbackup());
    clusters.awaitPhase("one", ClusterPhase.ACTIVE);

    first().controlPlane().freezeServer();
    clusters.annotate("one", Annotations.REQUESTED_AT, "now");
    clusters.create("two", second().kubeconfigForFedbackup());

    await()
        .atMost(java.time.Duration.ofSeconds(8))
        .untilAsserted(
            () -> {
              var status = clusters.get("two").getStatus();
              assertThat(status).isNotNull();
              assertThat(status.phase()).isEqualTo(ClusterPhase.ACTIVE);
            });
    clusters.awaitReason("one", ClusterPhase.NOT_AVAILABLE, "ClusterUnreachable");
  }

  @Test
  void the_younger_of_two_objects_for_one_cluster_is_stalled_until_the_older_goes() {
    clusters.create("older", first().kubeconfigForFedbackup());
    clusters.awaitPhase("older", ClusterPhase.ACTIVE);

    clusters.create("younger", first().kubeconfigForFedbackup());
    clusters.awaitReason("younger", ClusterPhase.DISCONNECTED, "DuplicateCluster");
    assertThat(Clusters.holds(clusters.status("younger"), "Stalled")).isTrue();
    assertThat(clusters.status("older").phase()).isEqualTo(ClusterPhase.ACTIVE);

    clusters.remove("older");
    clusters.awaitPhase("younger", ClusterPhase.ACTIVE);
  }

  @Test
  void another_cluster_behind_the_same_object_waits_for_a_person() {
    clusters.create("one", first().kubeconfigForFedbackup());
    clusters.awaitPhase("one", ClusterPhase.ACTIVE);
    var before = clusters.status("one").clusterUID();

    clusters.putSecret("one", second().kubeconfigForFedbackup());
    clusters.awaitReason("one", ClusterPhase.DISCONNECTED, "ClusterReplaced");
    var waiting = clusters.status("one");
    assertThat(waiting.clusterUID()).isEqualTo(before);
    assertThat(waiting.confirmation()).isNotNull();

    clusters.annotate(
        "one", Annotations.CONFIRM, Objects.requireNonNull(waiting.confirmation()).token());
    clusters.awaitPhase("one", ClusterPhase.ACTIVE);
    assertThat(clusters.status("one").clusterUID()).isNotEqualTo(before);
  }

  @Test
  void without_stork_a_cluster_is_disconnected_until_stork_is_there() {
    second().uninstallStork();
    clusters.create("two", second().kubeconfigForFedbackup());

    clusters.awaitReason("two", ClusterPhase.DISCONNECTED, "StorkMissing");

    second().installStork();
    clusters.awaitPhase("two", ClusterPhase.ACTIVE);
  }

  @Test
  void on_a_shoot_storks_definitions_are_kept_from_cleanup_also_those_that_come_later() {
    var client = second().client();
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("shoot-info")
                .withNamespace("kube-system")
                .endMetadata()
                .withData(Map.of("provider", "azure"))
                .build())
        .create();
    clusters.create("two", second().kubeconfigForFedbackup());
    clusters.awaitPhase("two", ClusterPhase.ACTIVE);

    assertThat(clusters.status("two").provider()).isEqualTo("azure");
    var definitions = client.apiextensions().v1().customResourceDefinitions();
    assertThat(definitions.list().getItems())
        .filteredOn(it -> it.getSpec().getGroup().equals("stork.libopenstorage.org"))
        .isNotEmpty()
        .allSatisfy(
            it -> assertThat(it.getMetadata().getLabels()).containsEntry(NO_CLEANUP, "true"));

    var late = lateDefinition();
    client.resource(late).create();
    await()
        .atMost(Clusters.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        definitions
                            .withName(late.getMetadata().getName())
                            .get()
                            .getMetadata()
                            .getLabels())
                    .containsEntry(NO_CLEANUP, "true"));
    client.resource(late).delete();
    client.configMaps().inNamespace("kube-system").withName("shoot-info").delete();
  }

  private static io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition
      lateDefinition() {
    return new CustomResourceDefinitionBuilder()
        .withNewMetadata()
        .withName("partialbackups.stork.libopenstorage.org")
        .endMetadata()
        .withNewSpec()
        .withGroup("stork.libopenstorage.org")
        .withScope("Namespaced")
        .withNewNames()
        .withKind("PartialBackup")
        .withPlural("partialbackups")
        .withSingular("partialbackup")
        .endNames()
        .addNewVersion()
        .withName("v1alpha1")
        .withServed(true)
        .withStorage(true)
        .withNewSchema()
        .withNewOpenAPIV3Schema()
        .withType("object")
        .withXKubernetesPreserveUnknownFields(true)
        .endOpenAPIV3Schema()
        .endSchema()
        .endVersion()
        .endSpec()
        .build();
  }
}
