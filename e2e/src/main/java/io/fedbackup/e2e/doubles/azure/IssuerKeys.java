package io.fedbackup.e2e.doubles.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The published keys of token issuers, found as Entra ID finds them: {@code
 * /.well-known/openid-configuration}, whose {@code issuer} must be the very same string, then its
 * {@code jwks_uri}. Keys are kept until a key is asked for that is not among them. An issuer is
 * verified with the authority registered for it, else with those of the JVM. Thread-safe.
 */
final class IssuerKeys implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAXIMUM_BYTES = 256 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();
  private final Map<String, JWKSet> known = new ConcurrentHashMap<>();

  /** Verifies connections to {@code issuer} with {@code tls}. */
  void trust(String issuer, SSLContext tls) {
    var previous = clients.put(issuer, client(tls));
    known.remove(issuer);
    if (previous != null) {
      previous.close();
    }
  }

  /**
   * The key that an issuer publishes under an ID.
   *
   * @throws IOException when the issuer cannot be asked or answers something else
   */
  Optional<RSAKey> find(String issuer, String keyId) throws IOException {
    var cached = known.get(issuer);
    if (cached != null && cached.getKeyByKeyId(keyId) instanceof RSAKey key) {
      return Optional.of(key);
    }
    var fetched = fetch(issuer);
    known.put(issuer, fetched);
    return fetched.getKeyByKeyId(keyId) instanceof RSAKey key ? Optional.of(key) : Optional.empty();
  }

  private JWKSet fetch(String issuer) throws IOException {
    var client = clients.computeIfAbsent(issuer, i -> client(null));
    var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    var configuration = JSON.readTree(get(client, base + "/.well-known/openid-configuration"));
    if (!issuer.equals(text(configuration, "issuer"))) {
      throw new IOException("its openid-configuration names another issuer");
    }
    var keys = URI.create(text(configuration, "jwks_uri"));
    if (!"https".equals(keys.getScheme())) {
      throw new IOException("its jwks_uri is not https");
    }
    try {
      return JWKSet.parse(get(client, keys.toString()));
    } catch (ParseException e) {
      throw new IOException("its keys cannot be read", e);
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }

  private static String get(HttpClient client, String uri) throws IOException {
    var request = HttpRequest.newBuilder(URI.create(uri)).timeout(TIMEOUT).GET().build();
    try {
      var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException("status " + response.statusCode() + " of " + uri);
        }
        return new String(body.readNBytes(MAXIMUM_BYTES), StandardCharsets.UTF_8);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static HttpClient client(@Nullable SSLContext tls) {
    var builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
    if (tls != null) {
      builder.sslContext(tls);
    }
    return builder.build();
  }

  @Override
  public void close() {
    clients.values().forEach(HttpClient::shutdownNow);
  }
}
