package io.fedbackup.e2e.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.apache.sshd.server.shell.UnknownCommand;

/**
 * Serves bare repositories over SSH, for reading, to user {@code git} with one of the authorized
 * keys; Git itself answers. Thread-safe.
 */
public final class SshGitServer implements AutoCloseable {
  private static final Pattern READ = Pattern.compile("git-upload-pack '/?([-a-z0-9]+\\.git)'");

  private final Path root;
  private final List<PublicKey> authorized = new CopyOnWriteArrayList<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final SshServer server = SshServer.setUpDefaultServer();

  private SshGitServer(Path root, Path hostKey) {
    this.root = root;
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(new FileKeyPairProvider(hostKey));
    server.setPublickeyAuthenticator(
        (user, key, _) ->
            user.equals("git")
                && authorized.stream().anyMatch(known -> KeyUtils.compareKeys(known, key)));
    server.setCommandFactory(this::command);
  }

  /**
   * Starts a server for the repositories below {@code root}.
   *
   * @param hostKey file of its private key, as ssh-keygen writes it
   */
  public static SshGitServer start(Path root, Path hostKey) {
    var server = new SshGitServer(root, hostKey);
    try {
      server.server.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start an SSH server", e);
    }
    return server;
  }

  private Command command(ChannelSession channel, String command) throws IOException {
    Matcher read = READ.matcher(command);
    if (!read.matches()) {
      return new UnknownCommand(command);
    }
    reads.incrementAndGet();
    var directory = root.resolve(read.group(1)).toString();
    return new ProcessShellFactory(command, "git", "upload-pack", directory).createShell(channel);
  }

  /** Lets the owner of a key read, given as a line of a {@code .pub} file. */
  public void authorize(String publicKey) {
    try {
      authorized.add(
          AuthorizedKeyEntry.parseAuthorizedKeyEntry(publicKey.strip())
              .resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("No public key", e);
    }
  }

  /** The URL of a repository. */
  public String url(String name) {
    return "ssh://git@127.0.0.1:%d/%s".formatted(server.getPort(), name);
  }

  /** How {@code known_hosts} names this server. */
  public String knownAs() {
    return "[127.0.0.1]:%d".formatted(server.getPort());
  }

  /** How often somebody began to read so far. */
  public int reads() {
    return reads.get();
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stop an SSH server", e);
    }
  }
}
