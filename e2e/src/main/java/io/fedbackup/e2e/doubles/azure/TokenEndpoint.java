package io.fedbackup.e2e.doubles.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** Client credentials to access token: the rules of {@code POST /{tenant}/oauth2/v2.0/token}. */
final class TokenEndpoint {

  static final String STORAGE = "https://storage.azure.com";
  static final String RESOURCE_MANAGER = "https://management.azure.com";

  private static final List<String> RESOURCES =
      List.of(STORAGE, RESOURCE_MANAGER, "https://management.core.windows.net");
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final AzureTenant tenant;
  private final AccessTokens tokens;
  private final Assertions assertions;
  private final Clock clock;

  TokenEndpoint(AzureTenant tenant, AccessTokens tokens, Assertions assertions, Clock clock) {
    this.tenant = tenant;
    this.tokens = tokens;
    this.assertions = assertions;
    this.clock = clock;
  }

  ObjectNode issue(String tenantId, Fields form) throws EntraException {
    if (!tenant.tenantId().equalsIgnoreCase(tenantId)) {
      throw EntraException.invalidRequest(
          90002,
          "Tenant '"
              + tenantId
              + "' not found. Check to make sure you have the correct tenant ID and are signing into"
              + " the correct cloud.");
    }
    if (!"client_credentials".equals(required(form, "grant_type"))) {
      throw EntraException.badRequest(
          "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
    }
    var clientId = required(form, "client_id");
    var resource = resource(required(form, "scope"));
    var objectId = authenticate(clientId, form);
    var seconds = tokens.lifetime().toSeconds() - 1;
    return Http.JSON
        .createObjectNode()
        .put("token_type", "Bearer")
        .put("expires_in", seconds)
        .put("ext_expires_in", seconds)
        .put("access_token", tokens.issue(resource, clientId, objectId));
  }

  private String authenticate(String clientId, Fields form) throws EntraException {
    var assertion = value(form, "client_assertion");
    var secret = value(form, "client_secret");
    var administrator = tenant.administrator();
    if (administrator.clientId().equalsIgnoreCase(clientId)) {
      if (!administrator.clientSecret().equals(secret)) {
        throw EntraException.invalidClient(
            7000215, "Invalid client secret provided for app '" + clientId + "'.");
      }
      return administrator.objectId();
    }
    var identity = tenant.identityOfClient(clientId).orElseThrow(() -> unknown(clientId));
    if (assertion == null) {
      throw EntraException.invalidClient(
          7000218,
          "The request body must contain the following parameter: 'client_assertion' or"
              + " 'client_secret'.");
    }
    if (!ASSERTION_TYPE.equals(required(form, "client_assertion_type"))) {
      throw EntraException.invalidRequest(
          900023, "The client_assertion_type is not '" + ASSERTION_TYPE + "'.");
    }
    assertions.check(assertion, tenant.credentials(identity.id()));
    return identity.principalId();
  }

  private EntraException unknown(String clientId) {
    return EntraException.badRequest(
        "unauthorized_client",
        700016,
        "Application with identifier '"
            + clientId
            + "' was not found in the directory '"
            + tenant.tenantId()
            + "'. This can happen if the application has not been installed by the administrator of"
            + " the tenant or consented to by any user in the tenant.");
  }

  /** The audience of the token: the first scope that is ours, without {@code /.default}. */
  private static String resource(String scope) throws EntraException {
    var first =
        Arrays.stream(scope.split(" "))
            .filter(s -> s.endsWith("/.default"))
            .findFirst()
            .orElseThrow(
                () ->
                    EntraException.badRequest(
                        "invalid_scope",
                        1002012,
                        "The provided value for scope "
                            + scope
                            + " is not valid. Client credential flows must have a scope value with"
                            + " /.default suffixed to the resource identifier."));
    var audience = first.substring(0, first.length() - "/.default".length());
    var plain = audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
    if (!RESOURCES.contains(plain)) {
      throw EntraException.badRequest(
          "invalid_resource",
          500011,
          "The resource principal named " + audience + " was not found in the tenant.");
    }
    return audience;
  }

  private static String required(Fields form, String name) throws EntraException {
    return Optional.ofNullable(value(form, name))
        .orElseThrow(
            () ->
                EntraException.invalidRequest(
                    900144,
                    "The request body must contain the following parameter: '" + name + "'."));
  }

  private static @Nullable String value(Fields form, String name) {
    var value = form.getValue(name);
    return value == null || value.isEmpty() ? null : value;
  }

  ObjectNode error(EntraException e) {
    var trace = UUID.randomUUID().toString();
    var correlation = UUID.randomUUID().toString();
    var timestamp = TIME.format(clock.instant());
    var body =
        Http.JSON
            .createObjectNode()
            .put("error", e.error())
            .put(
                "error_description",
                "%s Trace ID: %s Correlation ID: %s Timestamp: %s"
                    .formatted(e.text(), trace, correlation, timestamp));
    body.putArray("error_codes").add(e.code());
    return body.put("timestamp", timestamp)
        .put("trace_id", trace)
        .put("correlation_id", correlation)
        .put("error_uri", "https://login.microsoftonline.com/error?code=" + e.code());
  }
}
