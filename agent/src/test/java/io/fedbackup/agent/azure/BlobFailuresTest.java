package io.fedbackup.agent.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.agent.store.FailureReason;
import io.fedbackup.agent.store.StoreFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BlobFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "LIST,404,ContainerNotFound,ContainerNotFound",
    "LIST,409,ContainerBeingDeleted,ContainerNotFound",
    "LIST,409,ContainerDisabled,ContainerNotFound",
    "LIST,404,ResourceNotFound,AccountNotFound",
    "LIST,403,AccountIsDisabled,AccountNotFound",
    "LIST,403,AuthorizationPermissionMismatch,RoleMissing",
    "READ,403,AuthorizationPermissionMismatch,RoleMissing",
    "DELETE,403,AuthorizationPermissionMismatch,RoleMissing",
    "WRITE,403,AuthorizationPermissionMismatch,ReadOnly",
    "PROBE,403,AuthorizationPermissionMismatch,ReadOnly",
    "WRITE,403,InsufficientAccountPermissions,ReadOnly",
    "WRITE,403,WriteOperationNotSupportedOnSecondary,ReadOnly",
    "LIST,403,AuthorizationFailure,NetworkBlocked",
    "LIST,403,AuthorizationSourceIPMismatch,NetworkBlocked",
    "LIST,403,NetworkSecurityPerimeterDenied,NetworkBlocked",
    "LIST,403,'',NetworkBlocked",
    "LIST,403,AuthenticationFailed,Unknown",
    "LIST,401,InvalidAuthenticationInfo,Unknown",
    "LIST,401,'',Unknown",
    "LIST,503,ServerBusy,Unknown",
    "LIST,502,'',Unknown",
    "LIST,400,OutOfRangeInput,Unknown"
  })
  void answers_of_blob_storage_have_their_reason(
      Operation operation, int status, String code, FailureReason reason) {
    var failure = classify(operation, new BlobAnswer(status, code, "req-1", "What it says."));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.message())
        .contains(
            String.valueOf(status), code, operation.description(), "backups", "acme", "req-1");
    assertThat(failure.remedy()).isNotBlank().hasSizeLessThanOrEqualTo(512);
  }

  @Test
  void a_missing_role_is_named_with_its_scope_and_the_identity() {
    var failure = classify(Operation.LIST, answer("AuthorizationPermissionMismatch"));

    assertThat(failure.remedy())
        .contains(
            "Storage Blob Data Contributor", "backups", "acme", Samples.CLIENT, Samples.TENANT);
  }

  @Test
  void an_unknown_answer_is_quoted_but_never_in_full() {
    var failure =
        classify(Operation.LIST, new BlobAnswer(500, "InternalError", "", "x".repeat(10_000)));

    assertThat(failure.message()).contains("It said: xxx").hasSizeLessThan(512);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void trouble_on_the_way_to_the_store_has_its_reason(Throwable thrown, FailureReason reason) {
    var failure = BlobFailures.classify(Operation.LIST, thrown, Samples.accessed());

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.message()).contains("https://acme.blob.core.windows.net");
    assertThat(failure.remedy()).contains("acme");
  }

  static Stream<Arguments> transports() {
    var unresolved = new ConnectException();
    unresolved.initCause(new UnresolvedAddressException());
    return Stream.of(
        Arguments.of(new UncheckedIOException(unresolved), FailureReason.AccountNotFound),
        Arguments.of(
            new UncheckedIOException(new UnknownHostException("x")), FailureReason.AccountNotFound),
        Arguments.of(
            new UncheckedIOException(new ConnectException("x")), FailureReason.NetworkBlocked),
        Arguments.of(
            new UncheckedIOException(new SSLHandshakeException("x")), FailureReason.NetworkBlocked),
        Arguments.of(
            new UncheckedIOException(new HttpConnectTimeoutException("x")),
            FailureReason.NetworkBlocked),
        Arguments.of(
            new UncheckedIOException(new IOException("reset")), FailureReason.NetworkBlocked),
        Arguments.of(
            new UncheckedIOException(new HttpTimeoutException("x")), FailureReason.TimedOut),
        Arguments.of(new IllegalStateException(new TimeoutException("x")), FailureReason.TimedOut));
  }

  @Test
  void a_token_refused_in_the_middle_is_still_told_as_such() {
    var thrown = new IllegalStateException("AADSTS700213: No match.");

    assertThat(BlobFailures.classify(Operation.LIST, thrown, Samples.accessed()).reason())
        .isEqualTo(FailureReason.IdentityNotFederated);
  }

  private static BlobAnswer answer(String code) {
    return new BlobAnswer(403, code, "req-1", "");
  }

  private static StoreFailure classify(Operation operation, BlobAnswer answer) {
    return BlobFailures.classify(operation, answer, Samples.accessed());
  }
}
