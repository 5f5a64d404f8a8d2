package io.fedbackup.gitsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jgit.errors.TransportException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people are told of a transport that fails. */
class TransportFailuresTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private static SourceException told(IOException failure, String... secret) {
    GitCredentials credentials =
        secret.length == 0 ? GitCredentials.none() : Sources.secret(secret);
    GitRemote remote =
        GitRemote.of(
            "https://git.example.com/fleet.git",
            GitRemote.Allow.REMOTES,
            credentials,
            Deadline.after(CLOCK, Duration.ofMinutes(1)));
    var bounds = new BoundedIo(remote.deadline(), 1_000);
    return TransportFailures.translate(
        remote, bounds, new TransportException("https://git.example.com/fleet.git", failure));
  }

  private static SSLException tls(String message, @Nullable Throwable cause) {
    SSLException failure = new SSLHandshakeException(message);
    failure.initCause(cause);
    return failure;
  }

  private static Throwable certificate(@Nullable Throwable cause) {
    return new CertificateException("PKIX path building failed: sun.security.X: unable", cause);
  }

  private static Throwable path(BasicReason reason) {
    return certificate(new CertPathValidatorException("sun.X", null, (CertPath) null, -1, reason));
  }

  static Stream<Arguments> whatIsWrongWithTls() {
    return Stream.of(
        Arguments.of(
            tls("PKIX", certificate(new CertPathBuilderException("sun.X"))), "add that authority"),
        Arguments.of(tls("PKIX", path(BasicReason.UNSPECIFIED)), "add that authority"),
        Arguments.of(tls("PKIX", path(BasicReason.EXPIRED)), "has expired"),
        Arguments.of(
            tls("x", certificate(new CertificateExpiredException("NotAfter: x"))), "has expired"),
        Arguments.of(
            tls("x", certificate(new CertificateNotYetValidException("x"))), "compare the clocks"),
        Arguments.of(tls("PKIX", path(BasicReason.REVOKED)), "was revoked"),
        Arguments.of(tls("PKIX", path(BasicReason.ALGORITHM_CONSTRAINED)), "too weak"),
        Arguments.of(
            tls("x", new CertificateException("No name matching git.example.com found")),
            "correct the host in spec.url"),
        Arguments.of(
            tls("x", new CertificateException("No subject alternative names present")),
            "correct the host in spec.url"),
        Arguments.of(tls("x", new CertificateException("sun.X")), "ask the server's owner"),
        Arguments.of(
            new SSLException("Unsupported or unrecognized SSL message"), "correct the port"),
        Arguments.of(
            tls("(certificate_required) Received fatal alert: certificate_required", null),
            "use a token or a password"),
        Arguments.of(tls("Received fatal alert: protocol_version", null), "TLS 1.2 or 1.3"));
  }

  @ParameterizedTest
  @MethodSource("whatIsWrongWithTls")
  void what_is_wrong_with_tls_is_told_in_words_with_a_remedy(SSLException failure, String remedy) {
    SourceException told = told(failure);

    assertThat(told.kind()).isEqualTo(Kind.TLS);
    assertThat(told)
        .hasMessageContaining("git.example.com")
        .hasMessageContaining(remedy)
        .message()
        .doesNotContain("sun.", "Exception", "PKIX");
  }

  @Test
  void who_has_given_an_authority_already_is_told_to_correct_it() {
    SSLException failure = tls("x", certificate(new CertPathBuilderException("sun.X")));

    assertThat(told(failure, "ca.crt", "PEM").getMessage()).contains("correct ca.crt");
  }

  @Test
  void a_connection_that_breaks_is_no_trouble_with_trust() {
    Stream.of(
            tls("Remote host terminated the handshake", new EOFException("SSL peer shut down")),
            new SSLException("SSL peer shut down incorrectly", new EOFException()),
            new SSLException("Connection reset", new SocketException("Connection reset")),
            new SocketException("Broken pipe"),
            new ConnectException("Connection refused"),
            new UnknownHostException("git.example.com"))
        .forEach(
            failure -> {
              assertThat(told(failure).kind()).isEqualTo(Kind.REMOTE_UNREACHABLE);
              assertThat(told(failure).getMessage())
                  .contains("git.example.com")
                  .doesNotContain("Exception");
            });
  }
}
