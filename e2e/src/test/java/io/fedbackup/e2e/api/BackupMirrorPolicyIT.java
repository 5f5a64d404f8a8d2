package io.fedbackup.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.crd.CrdResources;
import io.fedbackup.e2e.fleet.ControlPlaneTest;
import io.fedbackup.e2e.testbed.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may say that a Backup mirrors something. */
@ControlPlaneTest
class BackupMirrorPolicyIT {

  private static final Path MANIFEST = Path.of("../reconciler/manifests/backup-mirror-policy.yaml");
  private static final String MIRROR =
      "metadata: {annotations: {fedbackup.io/origin: Scheduled, fedbackup.io/mirrors: 0123456789/u}}";
  private static final String ON_DEMAND = "";

  private static KubernetesClient person;
  private static KubernetesClient controlPlane;

  @BeforeAll
  static void install_the_policy(ControlPlane cluster) throws IOException {
    person = cluster.client();
    controlPlane = as("system:serviceaccount:fedbackup:fedbackup-reconciler");
    var namespace =
        new NamespaceBuilder().withNewMetadata().withName("team-shop").endMetadata().build();
    person.resource(namespace).create();
    CrdResources.all().forEach(crd -> person.resource(crd.definition()).create());
    try (var manifest = Files.newInputStream(MANIFEST)) {
      person.load(manifest).items().forEach(object -> person.resource(object).create());
    }
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> refuses(MIRROR));
  }

  @AfterAll
  static void stop() {
    controlPlane.close();
  }

  @AfterEach
  void remove_the_backup() {
    person.resource(backup(ON_DEMAND)).delete();
  }

  @Test
  void people_ask_for_backups_on_demand() {
    assertThat(person.resource(backup(ON_DEMAND)).create().getMetadata().getUid()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata: {annotations: {fedbackup.io/origin: Scheduled}}",
        "metadata: {annotations: {fedbackup.io/mirrors: 0123456789/u}}"
      })
  void people_cannot_make_a_mirror(String patch) {
    assertThatThrownBy(() -> person.resource(backup(patch)).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("metadata.annotations[fedbackup.io/")
        .hasMessageContaining("system:serviceaccount:fedbackup:fedbackup-reconciler only");
  }

  @Test
  void people_cannot_turn_a_backup_into_a_mirror() {
    person.resource(backup(ON_DEMAND)).create();

    assertThatThrownBy(() -> person.resource(backup(MIRROR)).update())
        .hasMessageContaining("metadata.annotations[fedbackup.io/origin]");
  }

  @Test
  void the_control_plane_makes_mirrors_and_people_may_still_share_them() {
    controlPlane.resource(backup(MIRROR)).create();

    var shared =
        person
            .resource(backup(MIRROR, "spec: {sharedWith: [{namespaces: [audit], access: View}]}"))
            .update();

    assertThat(shared.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void a_mirror_stays_the_mirror_of_what_it_was_made_for() {
    controlPlane.resource(backup(MIRROR)).create();

    assertThatThrownBy(() -> person.resource(backup(ON_DEMAND)).update())
        .hasMessageContaining("metadata.annotations[fedbackup.io/origin]");
    assertThatThrownBy(
            () ->
                controlPlane
                    .resource(
                        backup(MIRROR, "metadata: {annotations: {fedbackup.io/mirrors: 0/v}}"))
                    .update())
        .hasMessageContaining("metadata.annotations[fedbackup.io/mirrors]");
  }

  @Test
  void only_a_mirror_may_have_a_long_name() {
    var longName = "metadata: {name: " + "x".repeat(64) + "}";

    assertThatThrownBy(() -> person.resource(backup(longName)).create())
        .hasMessageContaining("metadata.name: at most 63 characters");
    var mirror = controlPlane.resource(backup(MIRROR, longName)).create();
    person.resource(mirror).delete();
  }

  /** Everything is allowed to the user, so that only the policy can refuse. */
  private static KubernetesClient as(String user) {
    var config =
        new ConfigBuilder(person.getConfiguration())
            .withImpersonateUsername(user)
            .withImpersonateGroups("system:masters")
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static boolean refuses(String patch) {
    try {
      person.resource(person.resource(backup(patch)).create()).delete();
      return false;
    } catch (KubernetesClientException e) {
      return e.getMessage().contains("ValidatingAdmissionPolicy");
    }
  }

  private static GenericKubernetesResource backup(String... patches) {
    return Documents.example("Backup", patches);
  }
}
