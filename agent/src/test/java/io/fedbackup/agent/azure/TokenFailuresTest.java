package io.fedbackup.agent.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.agent.store.FailureReason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "70021,IdentityNotFederated",
    "700211,IdentityNotFederated",
    "700212,IdentityNotFederated",
    "700213,IdentityNotFederated",
    "7002138,IdentityNotFederated",
    "70025,IdentityNotFederated",
    "700027,IdentityNotFederated",
    "50166,IdentityNotFederated",
    "700016,IdentityNotFound",
    "7000112,IdentityNotFound",
    "7000229,IdentityNotFound",
    "90002,IdentityNotFound",
    "900021,IdentityNotFound",
    "900023,IdentityNotFound",
    "50013,IdentityNotFederated",
    "5002738,IdentityNotFederated",
    "700024,TokenNotProjected",
    "500133,TokenNotProjected",
    "50027,TokenNotProjected",
    "53003,Unknown",
    "500011,Unknown",
    "90033,Unknown"
  })
  void codes_of_entra_id_have_their_reason(String code, FailureReason reason) {
    var failure = TokenFailures.classify(refused(code), Samples.accessed());

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.message())
        .contains("AADSTS" + code, "What it says.")
        .doesNotContain("Trace ID", "Correlation ID");
    assertThat(failure.remedy()).isNotBlank().hasSizeLessThanOrEqualTo(512);
  }

  @Test
  void a_missing_federated_credential_is_spelled_out() {
    assertThat(TokenFailures.classify(refused("700213"), Samples.accessed()).remedy())
        .contains(
            "federated credential",
            "issuer " + Samples.ISSUER,
            "subject " + Samples.SUBJECT,
            "audience " + Samples.AUDIENCE,
            Samples.CLIENT,
            Samples.TENANT);
  }

  @Test
  void a_token_for_another_audience_has_to_be_projected_anew() {
    assertThat(
            TokenFailures.classify(refused("700212"), Samples.accessed("https://kubernetes"))
                .remedy())
        .contains(
            "Project the token of " + Samples.SUBJECT, Samples.AUDIENCE, "https://kubernetes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"50166", "50013", "700027"})
  void keys_that_entra_id_cannot_use_are_the_issuers_task(String code) {
    assertThat(TokenFailures.classify(refused(code), Samples.accessed()).remedy())
        .contains(Samples.ISSUER, "discovery document");
  }

  @Test
  void a_missing_identity_is_named_with_its_tenant_and_service_account() {
    assertThat(TokenFailures.classify(refused("700016"), Samples.accessed()).remedy())
        .contains(Samples.CLIENT, Samples.TENANT, Samples.SUBJECT);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void trouble_on_the_way_to_entra_id_has_its_reason(Throwable thrown, FailureReason reason) {
    var failure =
        TokenFailures.classify(
            new RuntimeException(new ExecutionException(thrown)), Samples.accessed());

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.message() + failure.remedy()).contains("https://login.microsoftonline.com/");
  }

  static Stream<Arguments> transports() {
    return Stream.of(
        Arguments.of(unresolved(), FailureReason.NetworkBlocked),
        Arguments.of(new UnknownHostException("login"), FailureReason.NetworkBlocked),
        Arguments.of(new ConnectException("refused"), FailureReason.NetworkBlocked),
        Arguments.of(new SSLHandshakeException("path"), FailureReason.NetworkBlocked),
        Arguments.of(new HttpConnectTimeoutException("slow"), FailureReason.NetworkBlocked),
        Arguments.of(new IOException("reset"), FailureReason.NetworkBlocked),
        Arguments.of(new HttpTimeoutException("slow"), FailureReason.TimedOut),
        Arguments.of(new IllegalStateException("html"), FailureReason.Unknown));
  }

  @Test
  void a_cause_that_is_its_own_cause_ends_nevertheless() {
    var loop = new LoopException();

    assertThat(TokenFailures.classify(loop, Samples.accessed()).reason())
        .isEqualTo(FailureReason.Unknown);
  }

  /** As azure-identity and msal4j wrap it. */
  private static RuntimeException refused(String code) {
    return new RuntimeException(
        new ExecutionException(
            new IllegalStateException(
                "AADSTS"
                    + code
                    + ": What it says. Trace ID: 255d1aef Correlation ID: ac51 Timestamp: 2026-01-09 02:02:12Z")));
  }

  private static ConnectException unresolved() {
    var exception = new ConnectException();
    exception.initCause(new UnresolvedAddressException());
    return exception;
  }

  @SuppressWarnings("serial") // lives in this test only
  private static final class LoopException extends RuntimeException {
    @Override
    public synchronized Throwable getCause() {
      return this;
    }
  }
}
