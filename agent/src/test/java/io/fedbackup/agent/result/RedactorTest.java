package io.fedbackup.agent.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

  private final Redactor redactor = new Redactor();

  @Test
  void a_secret_that_it_was_told_of_is_hidden_wherever_it_stands() {
    redactor.hide("  opaque-canary-1\n");

    assertThat(redactor.redact("a opaque-canary-1 b,opaque-canary-1"))
        .isEqualTo("a <redacted> b,<redacted>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl",
        "eyJhbGciOiJSUzI1NiIsImtpZCI6Im",
        "authorization: Bearer canary+token/with=signs",
        "client_assertion=canary&x=1",
        "https://a.blob.core.windows.net/c?sig=canary%2Bcanary"
      })
  void what_looks_like_a_token_is_hidden_unasked(String text) {
    assertThat(redactor.redact("said: " + text)).contains("<redacted>").doesNotContain("canary");
    assertThat(redactor.redact("said: " + text)).doesNotContain("eyJ");
  }

  @Test
  void identifiers_that_a_remedy_needs_stay() {
    var text =
        "issuer https://issuer.example/x, subject system:serviceaccount:portworx:stork,"
            + " client ID 11111111-2222-3333-4444-555555555555";

    assertThat(redactor.redact(text)).isEqualTo(text);
  }

  @Test
  void its_text_form_shows_no_secret() {
    redactor.hide("opaque-canary-1");

    assertThat(redactor).hasToString("Redactor[1 secrets]");
  }
}
