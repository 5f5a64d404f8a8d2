package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.FileNotFoundException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.PackInvalidException;
import org.eclipse.jgit.errors.PackMismatchException;
import org.eclipse.jgit.errors.RemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.JGitText;
import org.jspecify.annotations.Nullable;

/** The one place where JGit's exceptions become ours. */
final class TransportFailures {
  /** RFC 4250: SSH_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE. */
  private static final int NO_MORE_METHODS = 14;

  private TransportFailures() {}

  static SourceException translate(GitRemote remote, BoundedIo bounds, Exception failure) {
    if (failure instanceof SourceException known) {
      return known;
    }
    String where =
        remote.url().getHost() == null ? remote.url().toString() : remote.url().getHost();
    for (Throwable cause : chain(failure)) {
      SourceException found = recognise(where, remote, cause, failure);
      if (found != null) {
        return found;
      }
    }
    if (bounds.isOver()) {
      return timedOut(where, remote, failure);
    }
    return new SourceException(
        Kind.REMOTE_UNREACHABLE,
        "cannot read the repository at %s: %s".formatted(where, oneLine(failure)),
        failure);
  }

  private static @Nullable SourceException recognise(
      String where, GitRemote remote, Throwable cause, Exception failure) {
    return switch (cause) {
      case HttpsConnections.RedirectRefused redirect ->
          new SourceException(
              Kind.REDIRECT_REFUSED,
              "%s redirects to %s, which is another host; write the URL of that host if it is right"
                  .formatted(where, redirect.getMessage()),
              failure);
      case BoundedIo.TooMuch tooMuch ->
          new SourceException(
              Kind.TOO_LARGE,
              "the repository at %s sends more than is read in one sync".formatted(where),
              tooMuch);
      case SSLException tls -> tls(where, remote, tls, failure);
      case UnknownHostException unknown -> unreachable(where, "its name does not resolve", failure);
      case ConnectException refused -> unreachable(where, oneLine(refused), failure);
      case InterruptedIOException late -> timedOut(where, remote, failure);
      case SocketException broken -> unreachable(where, oneLine(broken), failure);
      case SshException ssh when ssh.getDisconnectCode() == NO_MORE_METHODS ->
          credentialsRefused(where, failure);
      case NoRemoteRepositoryException gone ->
          new SourceException(
              Kind.REPOSITORY_NOT_FOUND,
              "there is no repository at %s, or the credentials may not see it"
                  .formatted(remote.url()),
              failure);
      case TransportException transport when isAuthentication(transport) ->
          credentialsRefused(where, failure);
      case RemoteRepositoryException remoteSays ->
          new SourceException(
              Kind.REMOTE_UNREACHABLE,
              "%s answers: %s".formatted(where, oneLine(remoteSays)),
              failure);
      default -> null;
    };
  }

  private static SourceException tls(
      String where, GitRemote remote, SSLException tls, Exception failure) {
    return TlsFailures.describe(chain(tls), remote.credentials().caBundle().isPresent())
        .map(
            what ->
                new SourceException(
                    Kind.TLS, "TLS to %s fails: %s".formatted(where, what), failure))
        .orElseGet(
            () -> unreachable(where, "the connection broke; see the network between", failure));
  }

  private static SourceException credentialsRefused(String where, Exception failure) {
    return new SourceException(
        Kind.AUTHENTICATION_REFUSED,
        "%s refuses the credentials; correct the Secret of secretRef".formatted(where),
        failure);
  }

  /** Whether an exchange may have failed for what is, or is not, in the mirror. */
  static boolean isLocal(SourceException failure) {
    return failure.kind() == Kind.REMOTE_UNREACHABLE
        && failure.getCause() != null
        && chain(failure.getCause()).stream()
            .anyMatch(
                cause ->
                    cause instanceof MissingObjectException
                        || cause instanceof CorruptObjectException
                        || cause instanceof PackInvalidException
                        || cause instanceof PackMismatchException
                        || cause instanceof ConfigInvalidException
                        || cause instanceof FileSystemException
                        || cause instanceof FileNotFoundException);
  }

  /** Whether the server does not leave out large files when asked to. */
  static boolean isFilterRefused(Throwable failure) {
    return chain(failure).stream()
        .anyMatch(
            cause ->
                String.valueOf(cause.getMessage())
                    .contains(JGitText.get().filterRequiresCapability));
  }

  private static SourceException unreachable(String where, String why, Exception failure) {
    return new SourceException(
        Kind.REMOTE_UNREACHABLE, "%s cannot be reached: %s".formatted(where, why), failure);
  }

  private static SourceException timedOut(String where, GitRemote remote, Exception failure) {
    return new SourceException(
        Kind.TIMED_OUT,
        "%s did not answer within %s s; see the network, or raise spec.timeout"
            .formatted(where, remote.deadline().timeout().toSeconds()),
        failure);
  }

  private static boolean isAuthentication(TransportException failure) {
    String message = String.valueOf(failure.getMessage());
    String permitted = JGitText.get().serviceNotPermitted.replaceAll("\\s*''?\\{\\d}''?\\s*", "");
    return message.contains(JGitText.get().notAuthorized)
        || message.contains(JGitText.get().noCredentialsProvider)
        || message.contains("not permitted")
        || (!permitted.isBlank() && message.endsWith(permitted));
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable at = failure; at != null && chain.size() < 20; at = at.getCause()) {
      chain.add(0, at);
    }
    return chain;
  }

  static String oneLine(Throwable failure) {
    String text =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
