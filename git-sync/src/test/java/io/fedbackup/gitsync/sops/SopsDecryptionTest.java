package io.fedbackup.gitsync.sops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.engine.Kinds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that SOPS 3.9.4 has encrypted are decrypted, and others are refused. {@code whole.yaml} and
 * {@code listed.yaml} have the first and a second recipient.
 */
class SopsDecryptionTest {
  private final AgeKeys keys = keys("first.agekey");

  @Test
  void a_secret_that_sops_encrypted_is_as_the_api_server_would_keep_it() throws Exception {
    // when
    var plain = SopsDecryption.decrypt(secret(text("whole.yaml")), keys);

    // then
    assertThat(plain.has("sops")).isFalse();
    assertThat(plain.has("stringData")).isFalse();
    assertThat(plain.path("type").asText()).isEqualTo("Opaque");
    assertThat(plain.path("metadata").path("labels").path("weight").asText()).isEqualTo("7");
    var data = plain.path("data");
    assertThat(data.path("binary").asText()).isEqualTo("AAH/gA==");
    assertThat(data.path("empty").asText()).isEmpty();
    assertThat(decoded(data.path("password").asText())).isEqualTo("CANARY-4711");
    assertThat(decoded(data.path("multi").asText())).isEqualTo("line one\nline two\n");
  }

  @Test
  void lists_and_numbers_outside_of_the_data_count_as_sops_counts_them() throws Exception {
    var plain = SopsDecryption.decrypt(secret(text("listed.yaml")), keys);

    assertThat(decoded(plain.path("data").path("password").asText())).isEqualTo("CANARY-4712");
  }

  @Test
  void either_recipient_opens_it_also_among_other_keys() throws Exception {
    var other = SopsDecryption.decrypt(secret(text("whole.yaml")), keys("second.agekey"));
    assertThat(decoded(other.path("data").path("password").asText())).isEqualTo("CANARY-4711");

    var both =
        AgeKeys.fromSecret(
            "age",
            Map.of(
                "a.agekey",
                bytes(text("stranger.agekey")),
                "b.agekey",
                bytes(text("first.agekey"))));
    assertThat(SopsDecryption.decrypt(secret(text("whole.yaml")), both).has("data")).isTrue();
  }

  @Test
  void what_was_read_is_not_changed() throws Exception {
    var secret = secret(text("whole.yaml"));
    var copy = secret.deepCopy();

    SopsDecryption.decrypt(secret, keys);

    assertThat(secret).isEqualTo(copy);
  }

  @Test
  void without_a_key_that_fits_the_remedy_is_told() {
    assertThatThrownBy(
            () -> SopsDecryption.decrypt(secret(text("whole.yaml")), keys("stranger.agekey")))
        .isInstanceOf(SopsException.class)
        .hasMessageContaining("updatekeys");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stage: prod        | stage: test
          name: shop         | name: shop2
          type: Opaque       | type: kubernetes.io/tls
          immutable: false   | immutable: true
          namespace: team    | namespace: other
          password: ENC      | passwort: ENC
          2026-03-01T10:00:00Z | 2026-03-01T10:00:01Z
          """)
  void whatever_was_changed_since_is_noticed(String was, String is) {
    var text = text("whole.yaml");
    assertThat(text).contains(was);
    var changed = secret(text.replace(was, is));

    assertThatThrownBy(() -> SopsDecryption.decrypt(changed, keys))
        .isInstanceOf(SopsException.class)
        .hasMessageContaining("changed after it was encrypted")
        .hasMessageNotContaining("CANARY");
  }

  @Test
  void values_may_not_change_places_and_none_may_be_missing() {
    var secret = secret(text("whole.yaml"));
    var data = (ObjectNode) secret.get("stringData");
    var password = data.get("password");
    var swapped = secret.deepCopy();
    ((ObjectNode) swapped.get("stringData")).set("password", data.get("multi"));
    ((ObjectNode) swapped.get("stringData")).set("multi", password);
    assertThatThrownBy(() -> SopsDecryption.decrypt(swapped, keys))
        .isInstanceOf(SopsException.class);

    data.remove("password");
    assertThatThrownBy(() -> SopsDecryption.decrypt(secret, keys))
        .isInstanceOf(SopsException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# only a comment\n", "AGE-SECRET-KEY-1CANARY\n", "CANARY\n", "age1x\n"})
  void a_secret_without_usable_keys_is_told_without_being_shown(String text) {
    assertThatThrownBy(() -> AgeKeys.fromSecret("age", Map.of("x.agekey", bytes(text))))
        .isInstanceOf(SopsException.class)
        .hasMessageContaining("age")
        .hasMessageNotContaining("CANARY");
    assertThatThrownBy(() -> AgeKeys.fromSecret("age", Map.of("other", bytes("CANARY"))))
        .isInstanceOf(SopsException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /stringData | {stringData: {password: CANARY}, sops: {}}
          /stringData | {stringData: {port: 8080}, sops: {}}
          /stringData | {stringData: {password: "ENC[AES256_GCM,data:AA==,iv:AA==,tag:AA==,type:int]"}, sops: {}}
          /stringData | {stringData: {password: "ENC[CANARY]"}, sops: {}}
          /data       | {data: CANARY, sops: {}}
          /metadata/name | {metadata: {name: "ENC[AES256_GCM,data:AA==,iv:AA==,tag:AA==,type:str]"}, sops: {}}
          /sops       | {sops: {}}
          /sops       | {sops: {kms: [{arn: x}]}}
          /sops       | {sops: {age: [{enc: x}], mac: x}}
          /sops       | {sops: {age: [{enc: x}], mac: x, lastmodified: x, mac_only_encrypted: true}}
          /sops       | {sops: {age: [{enc: x}], mac: x, lastmodified: x, shamir_threshold: 2}}
          """)
  void what_is_not_encrypted_as_it_has_to_be_is_told_before_any_key_is_there(
      String pointer, String yaml) {
    var flaw = EncryptedSecret.flaw(secret(yaml)).orElseThrow();

    assertThat(flaw.pointer()).isEqualTo(pointer);
    assertThat(flaw.message() + flaw.remedy()).doesNotContain("CANARY");
  }

  @Test
  void what_sops_made_has_no_flaw_and_nothing_prints_keys() {
    assertThat(EncryptedSecret.flaw(secret(text("whole.yaml")))).isEmpty();
    assertThat(keys.toString()).doesNotContain("AGE-SECRET");
  }

  private static AgeKeys keys(String resource) {
    try {
      return AgeKeys.fromSecret("age", Map.of("x.agekey", bytes(text(resource))));
    } catch (SopsException e) {
      throw new AssertionError(e);
    }
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode secret(String yaml) {
    var content = Kinds.reader().read(bytes(yaml));
    assertThat(content.flaws()).isEmpty();
    return (ObjectNode) content.documents().getFirst().root();
  }

  private static String text(String resource) {
    try (var in = SopsDecryptionTest.class.getResourceAsStream("/sops/" + resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
