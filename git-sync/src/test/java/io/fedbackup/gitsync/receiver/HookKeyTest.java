package io.fedbackup.gitsync.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fedbackup.api.v1alpha1.GitProvider;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is believed, by the vectors that vendors publish and by what forgers try. */
class HookKeyTest {
  /** From GitHub's page about validating webhook deliveries. */
  private static final String PUBLISHED_SECRET = "It's a Secret to Everybody";

  private static final byte[] PUBLISHED_BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
  private static final String PUBLISHED_SIGNATURE =
      "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  /** From RFC 4231, test case 2. */
  private static final byte[] RFC_BODY =
      "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);

  private static final String RFC_SIGNATURE =
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

  @Test
  void github_s_published_example_is_authentic() throws Exception {
    var key = key(GitProvider.GIT_HUB, Map.of("token", PUBLISHED_SECRET));

    assertThat(
            key.isAuthentic(
                headers("X-Hub-Signature-256", "sha256=" + PUBLISHED_SIGNATURE), PUBLISHED_BODY))
        .isTrue();
  }

  @Test
  void the_rfc_s_example_is_authentic_from_gitea_and_from_forgejo() throws Exception {
    var key = key(GitProvider.GITEA, Map.of("token", "Jefe"));

    assertThat(key.isAuthentic(headers("X-Gitea-Signature", RFC_SIGNATURE), RFC_BODY)).isTrue();
    assertThat(key.isAuthentic(headers("x-forgejo-signature", RFC_SIGNATURE), RFC_BODY)).isTrue();
    assertThat(key.isAuthentic(headers("X-Hub-Signature-256", "sha256=" + RFC_SIGNATURE), RFC_BODY))
        .isTrue();
  }

  @Test
  void a_body_that_was_changed_on_its_way_is_not_authentic() throws Exception {
    var key = key(GitProvider.GIT_HUB, Map.of("token", PUBLISHED_SECRET));
    var headers = headers("X-Hub-Signature-256", "sha256=" + PUBLISHED_SIGNATURE);

    assertThat(key.mayBe(headers)).isTrue();
    assertThat(key.isAuthentic(headers, "Hello, World?".getBytes(StandardCharsets.UTF_8)))
        .isFalse();
    assertThat(key.isAuthentic(headers, new byte[0])).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        PUBLISHED_SIGNATURE,
        "sha1=757107ea0eb2509fc211221cce984b8a37570b6d",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1z",
        "sha256=" + PUBLISHED_SIGNATURE + "00"
      })
  void a_signature_that_is_not_well_formed_is_refused_before_the_body_is_read(String signature)
      throws Exception {
    var key = key(GitProvider.GIT_HUB, Map.of("token", PUBLISHED_SECRET));
    var headers = headers("X-Hub-Signature-256", signature);

    assertThat(key.mayBe(headers)).isFalse();
    assertThat(key.isAuthentic(headers, PUBLISHED_BODY)).isFalse();
  }

  @Test
  void one_right_signature_does_not_help_a_wrong_one_that_comes_first() throws Exception {
    var key = key(GitProvider.GITEA, Map.of("token", "Jefe"));
    var headers =
        headers(
            "X-Gitea-Signature",
            PUBLISHED_SIGNATURE,
            "X-Hub-Signature-256",
            "sha256=" + RFC_SIGNATURE);

    assertThat(key.isAuthentic(headers, RFC_BODY)).isFalse();
  }

  @Test
  void a_signature_of_another_vendor_s_header_does_not_count() throws Exception {
    var key = key(GitProvider.GIT_HUB, Map.of("token", "Jefe"));

    assertThat(key.isAuthentic(headers("X-Gitea-Signature", RFC_SIGNATURE), RFC_BODY)).isFalse();
    assertThat(key.isAuthentic(headers("X-Gitlab-Token", "Jefe"), RFC_BODY)).isFalse();
  }

  @Test
  void gitlab_s_token_is_compared_as_it_is() throws Exception {
    var key = key(GitProvider.GIT_LAB, Map.of("token", "s3cret token\n"));

    assertThat(key.mayBe(headers("X-Gitlab-Token", "s3cret token"))).isTrue();
    assertThat(key.mayBe(headers("X-Gitlab-Token", "s3cret"))).isFalse();
    assertThat(key.mayBe(headers("X-Gitlab-Token", "S3CRET TOKEN"))).isFalse();
    assertThat(key.mayBe(headers("X-Gitlab-Token", ""))).isFalse();
    assertThat(key.mayBe(headers())).isFalse();
  }

  @Test
  void azure_devops_logs_in_with_basic_authentication() throws Exception {
    var key = key(GitProvider.AZURE_DEV_OPS, Map.of("username", "hook", "password", "pässword:1"));

    assertThat(key.mayBe(headers("Authorization", basic("hook:pässword:1")))).isTrue();
    assertThat(
            key.mayBe(headers("authorization", "basic " + basic("hook:pässword:1").substring(6))))
        .isTrue();
    assertThat(key.mayBe(headers("Authorization", basic("hook:wrong")))).isFalse();
    assertThat(key.mayBe(headers("Authorization", basic("hook")))).isFalse();
    assertThat(key.mayBe(headers("Authorization", "Bearer pässword:1"))).isFalse();
    assertThat(key.mayBe(headers("Authorization", "Basic !!!"))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(GitProvider.class)
  void a_secret_without_its_key_or_with_an_empty_one_is_no_key(GitProvider provider) {
    assertThatThrownBy(() -> key(provider, Map.of("other", "x")))
        .isInstanceOf(HookKey.Unusable.class)
        .hasMessageContaining("Secret hook");
    assertThatThrownBy(
            () -> key(provider, Map.of("token", " \n", "username", "\t", "password", "CANARY")))
        .isInstanceOf(HookKey.Unusable.class)
        .hasMessageNotContaining("CANARY");
  }

  @ParameterizedTest
  @EnumSource(GitProvider.class)
  void no_key_prints_what_it_knows(GitProvider provider) throws Exception {
    var key = key(provider, Map.of("token", "CANARY", "username", "CANARY", "password", "CANARY"));

    assertThat(key.toString()).doesNotContain("CANARY");
  }

  static CallHeaders headers(String... namesAndValues) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return name -> Optional.ofNullable(headers.get(name));
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private static HookKey key(GitProvider provider, Map<String, String> data)
      throws HookKey.Unusable {
    var bytes = new HashMap<String, byte[]>();
    data.forEach((name, value) -> bytes.put(name, value.getBytes(StandardCharsets.UTF_8)));
    return HookKey.of(provider, "hook", bytes);
  }
}
