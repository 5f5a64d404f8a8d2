package io.fedbackup.e2e.doubles.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.e2e.doubles.HttpsEndpoint;
import io.fedbackup.e2e.testbed.Identity;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands for Entra ID (login.microsoftonline.com) and, through {@link ArmDouble}, for Azure
 * Resource Manager, on one HTTPS endpoint.
 *
 * <p>Kept: client credentials with a client assertion, whose signature is checked against the keys
 * that its issuer publishes, over verified TLS; {@code iss}, {@code sub}, {@code aud}, {@code exp},
 * {@code nbf}; the federated credentials of the identity that {@code client_id} names; only RS256;
 * issuers without a credential are not contacted; error codes, HTTP codes and bodies as Entra ID
 * gives them; discovery documents. Access tokens are RS256 JWTs in Entra's version 1.0 form.
 *
 * <p>Left out: users and all grants but client credentials, certificates of applications, v2.0
 * tokens, conditional access, throttling, the minutes that a new credential takes to work, and
 * caching of negative results. Left out too: {@code jti} replay checks, which Entra does not do.
 * Thread-safe.
 */
public final class EntraIdDouble implements AutoCloseable {

  /** How long Entra's tokens for managed identities live here. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

  private static final Pattern TOKEN = Pattern.compile("/([^/]+)/oauth2/v2\\.0/token");
  private static final Pattern KEYS = Pattern.compile("/([^/]+)/discovery/v2\\.0/keys");
  private static final Pattern METADATA =
      Pattern.compile("/([^/]+)/v2\\.0/\\.well-known/openid-configuration");
  private static final String INSTANCES = "/common/discovery/instance";
  private static final int MAXIMUM_FIELDS = 32;
  private static final int MAXIMUM_FORM = 64 * 1024;

  private final AzureTenant tenant;
  private final AccessTokens tokens;
  private final IssuerKeys issuers = new IssuerKeys();
  private final TokenEndpoint endpoint;
  private final ArmDouble arm;
  private final HttpsEndpoint server;

  private EntraIdDouble(AzureTenant tenant, Identity tls, Clock clock, Duration lifetime) {
    this.tenant = tenant;
    tokens = new AccessTokens(tenant.tenantId(), clock, lifetime);
    endpoint = new TokenEndpoint(tenant, tokens, new Assertions(issuers, clock), clock);
    arm = new ArmDouble(tenant, tokens);
    server = HttpsEndpoint.start("entra", tls, new Endpoints());
  }

  /** Starts the double on a free port; {@code tls} is its server identity. */
  public static EntraIdDouble start(AzureTenant tenant, Identity tls) {
    return start(tenant, tls, Clock.systemUTC(), DEFAULT_LIFETIME);
  }

  /** The same with a clock and a lifetime of access tokens. */
  public static EntraIdDouble start(
      AzureTenant tenant, Identity tls, Clock clock, Duration lifetime) {
    return new EntraIdDouble(tenant, tls, clock, lifetime);
  }

  /** Whose identities these are. */
  public AzureTenant tenant() {
    return tenant;
  }

  /** For {@code AZURE_AUTHORITY_HOST}; ends with a slash. */
  public URI authorityHost() {
    return URI.create(server.uri() + "/");
  }

  /** The endpoint of Resource Manager, without a trailing slash. */
  public URI resourceManager() {
    return server.uri();
  }

  /**
   * Verifies connections to a token issuer by {@code tls}, which trusts that cluster's authority.
   */
  public void trustIssuer(String issuer, SSLContext tls) {
    issuers.trust(issuer, tls);
  }

  /** A token with which the administrator may use Resource Manager. */
  public String administratorToken() {
    var administrator = tenant.administrator();
    return tokens.issue(
        TokenEndpoint.RESOURCE_MANAGER, administrator.clientId(), administrator.objectId());
  }

  /** Who a storage token speaks for; empty for anything but a valid one. */
  Optional<AccessTokens.Caller> verifyStorageToken(String token) {
    return tokens.verify(token, TokenEndpoint.STORAGE);
  }

  @Override
  public void close() {
    server.close();
    issuers.close();
  }

  private final class Endpoints extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      var path = Request.getPathInContext(request);
      var token = TOKEN.matcher(path);
      if (token.matches() && "POST".equals(request.getMethod())) {
        issue(token.group(1), request, response, callback);
      } else if (KEYS.matcher(path).matches()) {
        var keys = Http.JSON.readTree(tokens.published().toString(true));
        Http.send(response, callback, 200, keys);
      } else if (METADATA.matcher(path).matches()) {
        Http.send(response, callback, 200, metadata());
      } else if (INSTANCES.equals(path)) {
        Http.send(response, callback, 200, instances());
      } else if (ArmDouble.serves(path)) {
        arm.handle(request, response, callback);
      } else {
        Http.sendEmpty(response, callback, 404);
      }
      return true;
    }
  }

  private void issue(String tenantId, Request request, Response response, Callback callback) {
    var form = FormFields.getFields(request, MAXIMUM_FIELDS, MAXIMUM_FORM);
    try {
      Http.send(response, callback, 200, endpoint.issue(tenantId, form));
    } catch (EntraException e) {
      Http.send(response, callback, e.status(), endpoint.error(e));
    }
  }

  private ObjectNode metadata() {
    var base = authorityHost() + tenant.tenantId();
    var metadata =
        Http.JSON
            .createObjectNode()
            .put("issuer", base + "/v2.0")
            .put("token_endpoint", base + "/oauth2/v2.0/token")
            .put("authorization_endpoint", base + "/oauth2/v2.0/authorize")
            .put("jwks_uri", base + "/discovery/v2.0/keys");
    metadata
        .putArray("token_endpoint_auth_methods_supported")
        .add("client_secret_post")
        .add("private_key_jwt");
    metadata.putArray("id_token_signing_alg_values_supported").add("RS256");
    return metadata;
  }

  private ObjectNode instances() {
    var host = server.uri().getAuthority();
    var body =
        Http.JSON
            .createObjectNode()
            .put(
                "tenant_discovery_endpoint",
                authorityHost() + tenant.tenantId() + "/v2.0/.well-known/openid-configuration")
            .put("api-version", "1.1");
    var entry = body.putArray("metadata").addObject();
    entry.put("preferred_network", host).put("preferred_cache", host);
    entry.putArray("aliases").add(host);
    return body;
  }
}
