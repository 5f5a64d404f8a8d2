package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Host keys from a Secret, strictly: nobody is asked, nothing is learned. What was refused is kept
 * for the message. Thread-safe.
 */
final class KnownHosts implements ServerKeyDatabase {
  private static final String REVOKED = "revoked";

  private final List<KnownHostEntry> entries;
  private volatile @Nullable SourceException refusal;

  KnownHosts(List<KnownHostEntry> entries) {
    this.entries = entries;
  }

  Optional<SourceException> refusal() {
    return Optional.ofNullable(refusal);
  }

  @Override
  public List<PublicKey> lookup(
      String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
    return keys(connectAddress, null);
  }

  @Override
  public boolean accept(
      String connectAddress,
      InetSocketAddress remoteAddress,
      PublicKey serverKey,
      Configuration config,
      @Nullable CredentialsProvider provider) {
    List<PublicKey> known = keys(connectAddress, null);
    if (contains(keys(connectAddress, REVOKED), serverKey)) {
      refusal = changed(connectAddress, serverKey, "a key that known_hosts revokes");
    } else if (contains(known, serverKey)) {
      return true;
    } else if (known.isEmpty()) {
      refusal =
          new SourceException(
              Kind.HOST_KEY_UNKNOWN,
              "%s is not among the known hosts; its key is %s %s. Compare it with what its owner publishes, and add it to known_hosts in the Secret of secretRef"
                  .formatted(connectAddress, KeyUtils.getKeyType(serverKey), print(serverKey)));
    } else {
      refusal = changed(connectAddress, serverKey, "another key than known_hosts says");
    }
    return false;
  }

  private static SourceException changed(String address, PublicKey key, String what) {
    return new SourceException(
        Kind.HOST_KEY_CHANGED,
        "%s shows %s: %s %s. Somebody may pretend to be it; ask its owner before known_hosts in the Secret of secretRef is changed"
            .formatted(address, what, KeyUtils.getKeyType(key), print(key)));
  }

  private static String print(PublicKey key) {
    return KeyUtils.getFingerPrint(key);
  }

  private static boolean contains(List<PublicKey> keys, PublicKey key) {
    return keys.stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
  }

  private List<PublicKey> keys(String address, @Nullable String marker) {
    SshdSocketAddress at = SshdSocketAddress.toSshdSocketAddress(split(address));
    List<PublicKey> keys = new ArrayList<>();
    for (KnownHostEntry entry : entries) {
      boolean marked = Objects.equals(entry.getMarker(), marker);
      if (marked && entry.isHostMatch(at.getHostName(), at.getPort())) {
        key(entry).ifPresent(keys::add);
      }
    }
    return keys;
  }

  /** {@code host:port}, or {@code host} for port 22. */
  private static InetSocketAddress split(String address) {
    int colon = address.lastIndexOf(':');
    boolean hasPort = colon > 0 && address.substring(colon + 1).matches("\\d{1,5}");
    String host = hasPort ? address.substring(0, colon) : address;
    int port = hasPort ? Integer.parseInt(address.substring(colon + 1)) : 22;
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return InetSocketAddress.createUnresolved(
        bracketed ? host.substring(1, host.length() - 1) : host, port);
  }

  private static Optional<PublicKey> key(KnownHostEntry entry) {
    try {
      return Optional.ofNullable(
          entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty(); // a key of a kind that is not spoken here cannot be shown either
    }
  }
}
