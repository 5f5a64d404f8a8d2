package io.fedbackup.gitsync.source;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/**
 * What is wrong with a server's TLS, in words and with a remedy. The runtime's own messages name
 * its classes and say neither.
 */
final class TlsFailures {
  private static final String UNTRUSTED =
      "its certificate was issued by an authority that is not trusted; add that authority as ca.crt to the Secret of secretRef";
  private static final String NOT_IN_BUNDLE =
      "its certificate was issued neither by an authority in ca.crt of the Secret of secretRef nor by a public one; correct ca.crt";
  private static final String EXPIRED =
      "its certificate, or that of its authority, has expired; ask the server's owner to renew it";
  private static final String NOT_YET_VALID =
      "its certificate is not valid yet; compare the clocks of the server and of git-sync";
  private static final String REVOKED =
      "its certificate was revoked; ask the server's owner for a new one";
  private static final String WEAK =
      "its certificate is signed by an algorithm that is too weak; ask the server's owner for a new one";
  private static final String OTHER_NAME =
      "its certificate is for other names than this one; correct the host in spec.url, or ask the server's owner for a certificate with this name";
  private static final String NOT_TLS =
      "what answers there does not speak TLS; correct the port in spec.url";
  private static final String CLIENT_CERTIFICATE =
      "it wants a certificate from its clients, which is not supported; use a token or a password";
  private static final String NO_AGREEMENT =
      "no version or cipher of TLS is known to both sides; see that the server offers TLS 1.2 or 1.3";
  private static final String UNUSABLE =
      "its certificate cannot be used; ask the server's owner for a new one";

  private TlsFailures() {}

  /**
   * Problem and remedy; absent where TLS is not to blame, such as for a connection that broke.
   *
   * @param chain a failure and its causes
   * @param hasBundle whether an authority was given in a Secret
   */
  static Optional<String> describe(List<Throwable> chain, boolean hasBundle) {
    return first(chain.stream().map(cause -> certificate(cause, hasBundle)))
        .or(() -> first(chain.stream().map(TlsFailures::handshake)));
  }

  private static Optional<String> first(Stream<Optional<String>> found) {
    return found.flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> certificate(Throwable cause, boolean hasBundle) {
    return switch (cause) {
      case CertPathBuilderException _ -> Optional.of(hasBundle ? NOT_IN_BUNDLE : UNTRUSTED);
      case CertificateExpiredException _ -> Optional.of(EXPIRED);
      case CertificateNotYetValidException _ -> Optional.of(NOT_YET_VALID);
      case CertPathValidatorException path -> Optional.of(path(path, hasBundle));
      case CertificateException other when isAboutNames(other) -> Optional.of(OTHER_NAME);
      default -> Optional.empty();
    };
  }

  private static String path(CertPathValidatorException failure, boolean hasBundle) {
    return switch (failure.getReason()) {
      case BasicReason.EXPIRED -> EXPIRED;
      case BasicReason.NOT_YET_VALID -> NOT_YET_VALID;
      case BasicReason.REVOKED -> REVOKED;
      case BasicReason.ALGORITHM_CONSTRAINED -> WEAK;
      default -> hasBundle ? NOT_IN_BUNDLE : UNTRUSTED;
    };
  }

  /** The runtime has no type of its own for it. */
  private static boolean isAboutNames(CertificateException failure) {
    String message = message(failure);
    return message.startsWith("no name matching")
        || message.startsWith("no subject alternative")
        || message.startsWith("illegal given domain name");
  }

  private static Optional<String> handshake(Throwable cause) {
    String message = message(cause);
    if (message.startsWith("unsupported or unrecognized ssl message")) {
      return Optional.of(NOT_TLS);
    }
    if (message.endsWith("fatal alert: certificate_required")) {
      return Optional.of(CLIENT_CERTIFICATE);
    }
    if (!(cause instanceof SSLHandshakeException)) {
      return Optional.empty();
    }
    if (message.contains("terminated the handshake")) {
      return Optional.empty(); // the connection broke
    }
    return Optional.of(cause.getCause() instanceof CertificateException ? UNUSABLE : NO_AGREEMENT);
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
  }
}
