package io.fedbackup.reconciler.remote;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is used of a kubeconfig: how to reach an API server and who one is there. Holds secrets,
 * none of which {@link #toString} shows.
 *
 * @param server address, https
 * @param certificateAuthority PEM, or null for the public ones
 * @param tlsServerName name that the server's certificate must have, or null for the host of {@code
 *     server}
 * @param credentials who one is
 */
public record Kubeconfig(
    URI server,
    @Nullable String certificateAuthority,
    @Nullable String tlsServerName,
    Credentials credentials) {

  /** Who one is at an API server. */
  public sealed interface Credentials {
    /** When they end, as far as they tell. */
    Optional<Instant> expiresAt();
  }

  /**
   * A bearer token.
   *
   * @param token the token, a secret
   */
  public record Token(String token) implements Credentials {
    @Override
    public Optional<Instant> expiresAt() {
      return CredentialLife.ofToken(token);
    }

    @Override
    public String toString() {
      return "Token[***]";
    }
  }

  /**
   * A client certificate.
   *
   * @param certificate PEM
   * @param key PEM, a secret
   */
  public record ClientCertificate(String certificate, String key) implements Credentials {
    @Override
    public Optional<Instant> expiresAt() {
      return CredentialLife.ofCertificate(certificate);
    }

    @Override
    public String toString() {
      return "ClientCertificate[***]";
    }
  }

  @Override
  public String toString() {
    return "Kubeconfig[server=" + server + ", credentials=" + credentials + "]";
  }
}
