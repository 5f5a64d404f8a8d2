package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** A private key and the servers that it is shown to. Never printed. */
public final class SshKey {
  private final List<KeyPair> keys;
  private final List<KnownHostEntry> knownHosts;

  private SshKey(List<KeyPair> keys, List<KnownHostEntry> knownHosts) {
    this.keys = keys;
    this.knownHosts = knownHosts;
  }

  /**
   * Reads a key (OpenSSH's format or PEM; ed25519, ECDSA or RSA) and lines of known hosts.
   *
   * @param secret its name, for messages
   * @throws SourceException of kind {@code CONFIGURATION} where they cannot be used
   */
  static SshKey of(String secret, String identity, Optional<String> password, String knownHosts) {
    return new SshKey(keys(secret, identity, password), hosts(secret, knownHosts));
  }

  private static List<KeyPair> keys(String secret, String identity, Optional<String> password) {
    Iterable<KeyPair> found;
    try {
      found =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName("identity"),
              new ByteArrayInputStream((identity + "\n").getBytes(StandardCharsets.UTF_8)),
              password.map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY));
    } catch (IOException | GeneralSecurityException e) {
      throw unreadable(secret, password, e);
    }
    List<KeyPair> keys =
        found == null ? List.of() : StreamSupport.stream(found.spliterator(), false).toList();
    if (keys.isEmpty()) {
      throw unreadable(secret, password, null);
    }
    return keys;
  }

  private static SourceException unreadable(
      String secret, Optional<String> password, @Nullable Exception cause) {
    String message =
        password.isPresent()
            ? "identity of Secret %s cannot be read with its password; correct one of them"
            : "identity of Secret %s is no SSH key that can be read without a password; correct it, or add password";
    return new SourceException(Kind.CONFIGURATION, message.formatted(secret), cause);
  }

  private static List<KnownHostEntry> hosts(String secret, String text) {
    List<KnownHostEntry> entries;
    try {
      entries =
          text.lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(KnownHostEntry::parseKnownHostEntry)
              .toList();
    } catch (RuntimeException e) { // what the parser throws is not documented
      throw badHosts(secret, e);
    }
    if (entries.isEmpty()) {
      throw badHosts(secret, null);
    }
    return entries;
  }

  private static SourceException badHosts(String secret, @Nullable Exception cause) {
    return new SourceException(
        Kind.CONFIGURATION,
        "known_hosts of Secret %s has no lines as ssh-keyscan writes them; correct it"
            .formatted(secret),
        cause);
  }

  List<KeyPair> keys() {
    return keys;
  }

  List<KnownHostEntry> knownHosts() {
    return knownHosts;
  }

  @Override
  public String toString() {
    return "SshKey[hidden]";
  }
}
