package io.fedbackup.gitsync.source;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** Opens transports to remotes, each with its own credentials and bounds. */
final class RemoteAccess {
  private static final int LONGEST_SILENCE = 30;

  private final HttpsProxies proxies;

  RemoteAccess(HttpsProxies proxies) {
    this.proxies = proxies;
  }

  /** What is done with transports. */
  @FunctionalInterface
  interface Exchange<T> {
    T run(Opened opened) throws IOException, URISyntaxException;
  }

  /**
   * One exchange with the remote, within its bounds.
   *
   * @throws SourceException for all that can go wrong
   */
  <T> T exchange(Repository repository, GitRemote remote, long maximumBytes, Exchange<T> exchange) {
    var bounds = new BoundedIo(remote.deadline(), maximumBytes);
    Optional<SshSessions> ssh = remote.credentials().ssh().map(key -> new SshSessions(key, bounds));
    try (var sessions = new Sessions(ssh)) {
      return exchange.run(new Opened(repository, remote, bounds, sessions));
    } catch (IOException | URISyntaxException e) {
      throw ssh.flatMap(SshSessions::refusal)
          .orElseGet(() -> TransportFailures.translate(remote, bounds, e));
    }
  }

  /** Sessions that may be none. */
  private record Sessions(Optional<SshSessions> ssh) implements AutoCloseable {
    @Override
    public void close() {
      ssh.ifPresent(SshSessions::close);
    }
  }

  /** The remote, ready for transports. */
  final class Opened {
    private final Repository repository;
    private final GitRemote remote;
    private final BoundedIo bounds;
    private final Sessions sessions;

    private Opened(Repository repository, GitRemote remote, BoundedIo bounds, Sessions sessions) {
      this.repository = repository;
      this.remote = remote;
      this.bounds = bounds;
      this.sessions = sessions;
    }

    Repository repository() {
      return repository;
    }

    BoundedIo bounds() {
      return bounds;
    }

    /** A new transport, to be closed. */
    Transport transport() throws IOException, URISyntaxException {
      Transport transport = Transport.open(repository, new URIish(remote.url().toString()));
      long left = remote.deadline().remaining().toSeconds();
      transport.setTimeout(Math.clamp(left, 1, LONGEST_SILENCE));
      switch (transport) {
        case TransportHttp http -> overHttps(http);
        case SshTransport ssh -> sessions.ssh().ifPresent(ssh::setSshSessionFactory);
        default -> {}
      }
      return transport;
    }

    private void overHttps(TransportHttp http) {
      http.setHttpConnectionFactory(new HttpsConnections(remote, proxies, bounds));
      GitCredentials credentials = remote.credentials();
      credentials
          .login()
          .ifPresent(
              login ->
                  http.setCredentialsProvider(
                      new UsernamePasswordCredentialsProvider(login.user(), login.password())));
      credentials
          .bearerToken()
          .ifPresent(
              token -> http.setAdditionalHeaders(Map.of("Authorization", "Bearer " + token)));
    }
  }
}
