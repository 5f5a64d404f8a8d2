package io.fedbackup.agent.azure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectedTokenTest {

  @Test
  void issuer_subject_and_audience_are_read_without_verification() {
    var token = ProjectedToken.parse(Samples.jwt(Samples.AUDIENCE));

    assertThat(token.issuer()).isEqualTo(Samples.ISSUER);
    assertThat(token.subject()).isEqualTo(Samples.SUBJECT);
    assertThat(token.audience()).isEqualTo(Samples.AUDIENCE);
  }

  @Test
  void an_audience_may_be_a_single_string() {
    var token = ProjectedToken.parse("h." + Samples.base64("{\"aud\":\"one\"}") + ".s");

    assertThat(token.audience()).isEqualTo("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"opaque", "a.b.c", "a..c", "a.W10.c", "a.bnVsbA.c", "a.eyJpc3MiOjF9.c"})
  void what_is_no_token_of_a_service_account_has_no_subject(String value) {
    assertThat(ProjectedToken.parse(value).subject()).isEqualTo("(unreadable)");
  }

  @Test
  void claims_are_bounded_and_on_one_line() {
    var issuer = "https://" + "x".repeat(5_000) + "\\n";
    var token = ProjectedToken.parse("h." + Samples.base64("{\"iss\":\"" + issuer + "\"}") + ".s");

    assertThat(token.issuer()).hasSizeLessThanOrEqualTo(160).doesNotContain("\n");
  }

  @Test
  void its_text_form_does_not_hold_the_token() {
    var jwt = Samples.jwt(Samples.AUDIENCE);

    assertThat(ProjectedToken.parse(jwt).toString()).doesNotContain(jwt).contains(Samples.SUBJECT);
  }
}
