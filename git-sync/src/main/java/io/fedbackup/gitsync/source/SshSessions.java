package io.fedbackup.gitsync.source;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * SSH sessions with one key, for one exchange. Nothing is read from the machine: no key, no agent,
 * no configuration, no known hosts.
 */
final class SshSessions extends SshSessionFactory implements AutoCloseable {
  private static final File NOWHERE = new File("/nonexistent/fedbackup");

  private final KnownHosts knownHosts;
  private final BoundedIo bounds;
  private final SshdSessionFactory sessions;

  SshSessions(SshKey key, BoundedIo bounds) {
    this.knownHosts = new KnownHosts(key.knownHosts());
    this.bounds = bounds;
    this.sessions =
        new SshdSessionFactoryBuilder()
            .setHomeDirectory(NOWHERE)
            .setSshDirectory(NOWHERE)
            .setConfigStoreFactory((_, _, _) -> new NoConfiguration())
            .setDefaultKnownHostsFiles(_ -> List.of())
            .setDefaultIdentities(_ -> List.of())
            .setDefaultKeysProvider(_ -> key.keys())
            .setServerKeyDatabase((_, _) -> knownHosts)
            .setPreferredAuthentications("publickey")
            .setConnectorFactory(null)
            .build(null);
  }

  /** Why the server's key was refused, if it was. */
  Optional<SourceException> refusal() {
    return knownHosts.refusal();
  }

  @Override
  public RemoteSession getSession(
      URIish uri, @Nullable CredentialsProvider credentials, @Nullable FS fs, int milliseconds)
      throws TransportException {
    return new Bounded(sessions.getSession(uri, credentials, fs, milliseconds), bounds);
  }

  @Override
  public String getType() {
    return sessions.getType();
  }

  @Override
  public void close() {
    sessions.close();
  }

  private static final class NoConfiguration implements SshConfigStore {
    @Override
    public HostConfig lookup(String hostName, int port, String userName) {
      return EMPTY_CONFIG;
    }

    @Override
    public HostConfig lookupDefault(String hostName, int port, String userName) {
      return EMPTY_CONFIG;
    }
  }

  /** A session whose answers are counted. */
  private record Bounded(RemoteSession session, BoundedIo bounds) implements RemoteSession2 {
    @Override
    public Process exec(String command, int seconds) throws IOException {
      return new BoundedProcess(session.exec(command, seconds), bounds);
    }

    @Override
    public Process exec(String command, Map<String, String> environment, int seconds)
        throws IOException {
      Process process =
          session instanceof RemoteSession2 newer
              ? newer.exec(command, environment, seconds)
              : session.exec(command, seconds);
      return new BoundedProcess(process, bounds);
    }

    @Override
    public void disconnect() {
      session.disconnect();
    }
  }

  private static final class BoundedProcess extends Process {
    private final Process process;
    private final InputStream output;

    BoundedProcess(Process process, BoundedIo bounds) {
      this.process = process;
      this.output = bounds.bound(process.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() {
      return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return output;
    }

    @Override
    public InputStream getErrorStream() {
      return process.getErrorStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
      return process.waitFor(timeout, unit);
    }

    @Override
    public int exitValue() {
      return process.exitValue();
    }

    @Override
    public void destroy() {
      process.destroy();
    }
  }
}
