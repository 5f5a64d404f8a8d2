package io.fedbackup.e2e.gitsync;

import static io.fedbackup.e2e.gitsync.ForgeScene.await;
import static io.fedbackup.e2e.gitsync.ForgeScene.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that SOPS has encrypted, from Git to a real API server; nobody tells what they hold. */
@FleetTest(applicationClusters = 0, stork = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedSecretIT {
  private static final String DECRYPTION = "decryption: {secretRef: {name: age}}";

  private final ForgeScene scene;

  EncryptedSecretIT(
      Fleet fleet, Testbed testbed, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    scene = new ForgeScene(fleet, testbed, directory);
    scene.secret("age", Map.of("fleet.agekey", resource("fleet.agekey")));
    scene.allowSecrets();
  }

  @AfterAll
  void end() {
    scene.close();
  }

  @Test
  void a_secret_is_applied_stays_as_it_is_and_is_put_right_and_its_values_are_told_nowhere() {
    try (var copy = scene.repository("acme/sealed.git")) {
      // given
      copy.write("sync/policy.yaml", policy("sealed", "01:00"));
      copy.write("sync/sealed.yaml", resource("sealed.yaml"));
      var commit = copy.commitAndPush("Sealed");

      // when
      scene.sync("sealed", "acme/sealed.git", DECRYPTION);
      scene.awaitApplied("sealed", commit);

      // then the Secret is there in the clear
      var applied = secret("sealed").get();
      assertThat(applied.getType()).isEqualTo("Opaque");
      assertThat(applied.getData())
          .containsOnly(
              Map.entry("password", encoded("CANARY-4711")), Map.entry("binary", "AAH/gA=="));
      assertThat(applied.getMetadata().getLabels()).containsEntry("stage", "prod");

      // and stays untouched by the next look
      scene.lookNow("sealed");
      assertThat(secret("sealed").get().getMetadata().getResourceVersion())
          .isEqualTo(applied.getMetadata().getResourceVersion());

      // when somebody changes it
      secret("sealed")
          .edit(
              it -> new SecretBuilder(it).addToData("password", encoded("CANARY-by-hand")).build());
      scene.lookNow("sealed");

      // then it is put right, and told without a value
      assertThat(secret("sealed").get().getData())
          .containsEntry("password", encoded("CANARY-4711"));
      assertThat(scene.events("sealed", "DriftCorrected"))
          .singleElement()
          .asString()
          .contains("sealed")
          .doesNotContain("CANARY")
          .doesNotContain(encoded("CANARY-4711"));
      assertThat(scene.installation.gitSync().logText()).doesNotContain("CANARY");
      assertThat(scene.status("sealed").toString()).doesNotContain("CANARY");

      // when it leaves Git
      copy.remove("sync/sealed.yaml").commitAndPush("Gone");
      scene.lookNow("sealed");

      // then it goes
      await("it is gone").until(() -> secret("sealed").get() == null);
    }
  }

  @Test
  void a_file_that_was_changed_without_the_key_stops_the_commit() {
    try (var copy = scene.repository("acme/tampered.git")) {
      copy.write("sync/policy.yaml", policy("tampered", "01:00"));
      copy.write(
          "sync/sealed.yaml", resource("sealed.yaml").replace("name: sealed", "name: tampered"));
      copy.commitAndPush("Tampered");

      scene.sync("tampered", "acme/tampered.git", DECRYPTION);

      await("it is refused")
          .until(() -> scene.status("tampered").map(it -> it.reason()).isPresent());
      assertThat(scene.status("tampered").orElseThrow().reason()).isEqualTo("DecryptionFailed");
      assertThat(scene.time("tampered")).isEmpty();
      assertThat(secret("tampered").get()).isNull();
    }
  }

  @Test
  void where_the_api_server_refuses_a_secret_its_words_are_left_out() {
    try (var copy = scene.repository("acme/refused.git")) {
      // given a Secret of the same name and another type, which cannot be changed
      var target = "shop-refused";
      scene.namespace(target);
      scene
          .installation
          .backup()
          .resource(
              new SecretBuilder()
                  .withNewMetadata()
                  .withName("sealed")
                  .withNamespace(target)
                  .endMetadata()
                  .withType("kubernetes.io/basic-auth")
                  .withStringData(Map.of("username", "CANARY-user", "password", "CANARY-pw"))
                  .build())
          .create();
      copy.write("sync/sealed.yaml", resource("sealed.yaml"));
      copy.commitAndPush("Another type");

      // when
      scene.sync("refused", "acme/refused.git", DECRYPTION + "\n  targetNamespace: " + target);

      // then
      await("it is refused")
          .until(() -> scene.status("refused").map(it -> it.reason()).isPresent());
      var status = scene.status("refused").orElseThrow();
      assertThat(status.reason()).isEqualTo("ApplyFailed");
      assertThat(status.toString()).contains("Secret").doesNotContain("CANARY");
    }
  }

  private Resource<Secret> secret(String name) {
    return scene.installation.backup().secrets().inNamespace(ForgeScene.NAMESPACE).withName(name);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String resource(String name) {
    try (var in = EncryptedSecretIT.class.getResourceAsStream("/sops/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
