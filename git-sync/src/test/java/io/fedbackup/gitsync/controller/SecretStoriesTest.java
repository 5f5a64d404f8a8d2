package io.fedbackup.gitsync.controller;

import static io.fedbackup.gitsync.controller.SyncScene.condition;
import static io.fedbackup.gitsync.controller.SyncScene.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.GitDecryption;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.SecretReference;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Encrypted Secrets from Git to the cluster. */
class SecretStoriesTest {
  private static final ObjectKey SHOP = new ObjectKey("Secret", "team", "shop");
  private static final String PASSWORD = encoded("CANARY-4711");

  private final SyncScene scene = new SyncScene();

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void a_secret_arrives_in_the_clear_before_what_may_use_it_and_at_rest_nothing_is_written()
      throws Exception {
    // given
    var fleet = fleet("first.agekey");

    // when
    assertThat(scene.sync(fleet)).isInstanceOf(Outcome.Done.class);

    // then
    assertThat(scene.objects.requests().stream().filter(it -> it.startsWith("APPLY")))
        .first()
        .asString()
        .contains("Secret");
    var secret = scene.objects.find(SHOP).orElseThrow();
    assertThat(secret.path("data").path("password").asText()).isEqualTo(PASSWORD);
    assertThat(secret.has("sops")).isFalse();
    assertThat(secret.has("stringData")).isFalse();

    // when nothing has changed
    scene.sync(fleet);

    // then
    assertThat(scene.objects.requests()).allSatisfy(it -> assertThat(it).startsWith("LIST"));
    assertThat(condition(fleet, "InSync")).isEqualTo("True InSync");
  }

  @Test
  void what_somebody_changed_is_put_right_and_no_value_is_told() throws Exception {
    var fleet = fleet("first.agekey");
    scene.sync(fleet);

    scene.objects.edit(
        SHOP, "/data/password", encoded("CANARY-by-hand"), scene.now.plus(Duration.ofMinutes(1)));
    scene.sync(fleet);

    assertThat(scene.objects.find(SHOP).orElseThrow().path("data").path("password").asText())
        .isEqualTo(PASSWORD);
    assertThat(scene.events(Reason.DRIFT_CORRECTED))
        .singleElement()
        .asString()
        .contains("shop")
        .doesNotContain("CANARY")
        .doesNotContain(PASSWORD);
  }

  @Test
  void a_secret_that_left_git_is_pruned() throws Exception {
    var fleet = fleet("first.agekey");
    scene.sync(fleet);

    scene.remove("a/shop.yaml").commit();
    scene.sync(fleet);

    assertThat(scene.objects.find(SHOP)).isEmpty();
    assertThat(scene.inventory(fleet)).doesNotContain(SHOP);
  }

  @Test
  void with_a_key_that_does_not_fit_nothing_of_the_commit_is_applied() throws Exception {
    var fleet = fleet("stranger.agekey");

    var outcome = scene.sync(fleet);

    assertThat(outcome.reason()).isEqualTo(Reason.DECRYPTION_FAILED);
    assertThat(outcome.message()).contains("a/shop.yaml").doesNotContain("AGE-SECRET");
    assertThat(condition(fleet, "InSync")).isEqualTo("False DecryptionFailed");
    assertThat(scene.objects.keys()).isEmpty();
  }

  @Test
  void without_decryption_it_is_told_what_to_name() throws Exception {
    var fleet = fleet("first.agekey");
    scene.change(fleet, spec -> spec.decryption(null));

    var outcome = scene.sync(fleet);

    assertThat(outcome.reason()).isEqualTo(Reason.DECRYPTION_FAILED);
    assertThat(outcome.message()).contains("spec.decryption");
    assertThat(scene.objects.keys()).isEmpty();
  }

  private GitSync fleet(String key) throws IOException {
    scene.secret = Map.of("x.agekey", resource(key));
    scene.write("a/policies.yaml", policy("daily"), policy("nightly"));
    scene.write("a/shop.yaml", new String(resource("whole.yaml"), StandardCharsets.UTF_8));
    return scene.add(
        "fleet", "a", spec -> spec.decryption(new GitDecryption(new SecretReference("age"))));
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = SecretStoriesTest.class.getResourceAsStream("/sops/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
