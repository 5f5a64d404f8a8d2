package io.fedbackup.gitsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a Secret and a URL have to look like. */
class GitCredentialsTest {
  private static final String CANARY = "canary-7";

  @Test
  void a_login_a_token_and_a_bearer_token_are_read() {
    assertThat(Sources.secret("username", "ada", "password", CANARY + "\n").login())
        .contains(new GitCredentials.Login("ada", CANARY));
    assertThat(Sources.secret("token", CANARY).login())
        .contains(new GitCredentials.Login("x-access-token", CANARY));
    assertThat(Sources.secret("username", "oauth2", "token", CANARY).login())
        .contains(new GitCredentials.Login("oauth2", CANARY));
    assertThat(Sources.secret("bearerToken", CANARY, "ca.crt", "PEM"))
        .extracting(GitCredentials::bearerToken, GitCredentials::caBundle)
        .allSatisfy(value -> assertThat(value).isNotNull());
  }

  @Test
  void nothing_of_it_is_printed() {
    assertThat(Sources.secret("username", "ada", "password", CANARY).toString())
        .doesNotContain(CANARY);
    assertThat(Sources.secret("bearerToken", CANARY).toString()).doesNotContain(CANARY);
    assertThat(new GitCredentials.Login("ada", CANARY).toString()).doesNotContain(CANARY);
  }

  static Stream<Arguments> secretsThatCannotBeUsed() {
    return Stream.of(
        Arguments.of((Object) new String[] {"username", "ada"}),
        Arguments.of((Object) new String[] {"password", CANARY}),
        Arguments.of((Object) new String[] {"token", CANARY, "password", CANARY}),
        Arguments.of((Object) new String[] {"bearerToken", CANARY, "token", CANARY}),
        Arguments.of((Object) new String[] {"ssh-privatekey", CANARY}),
        Arguments.of((Object) new String[] {"kubeconfig", CANARY}),
        Arguments.of((Object) new String[] {}),
        Arguments.of((Object) new String[] {"identity", CANARY}),
        Arguments.of((Object) new String[] {"known_hosts", "h ssh-ed25519 AAAA"}),
        Arguments.of(
            (Object) new String[] {"identity", CANARY, "known_hosts", "h x", "token", "t"}),
        Arguments.of((Object) new String[] {"identity", CANARY, "known_hosts", "h x"}));
  }

  @ParameterizedTest
  @MethodSource("secretsThatCannotBeUsed")
  void a_secret_that_cannot_be_used_is_named_and_not_shown(String[] secret) {
    SourceException refusal =
        catchThrowableOfType(SourceException.class, () -> Sources.secret(secret));

    assertThat(refusal.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(refusal.getMessage()).contains("Secret repository").doesNotContain(CANARY);
  }

  @ParameterizedTest
  @CsvSource({
    "http://git.example.com/x",
    "git@git.example.com:x",
    "git.example.com/x",
    "file:///srv/x",
    "https:///x",
    "https://ada:canary-7@git.example.com/x",
    "https://git.example.com/x?token=canary-7",
    "ssh://git.example.com/x",
    "ssh://git:canary-7@git.example.com/x",
    "https://git example.com/x"
  })
  void a_url_that_cannot_be_used_is_refused(String url) {
    SourceException refusal =
        catchThrowableOfType(
            SourceException.class,
            () ->
                GitRemote.of(
                    url,
                    GitRemote.Allow.REMOTES,
                    GitCredentials.none(),
                    Deadline.after(
                        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Duration.ofMinutes(1))));

    assertThat(refusal.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(refusal.getMessage()).contains("spec.url").doesNotContain(CANARY);
  }
}
