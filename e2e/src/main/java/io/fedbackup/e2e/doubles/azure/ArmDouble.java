package io.fedbackup.e2e.doubles.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Stands for Azure Resource Manager, for user-assigned identities, their federated credentials, and
 * role assignments; served by {@link EntraIdDouble}.
 *
 * <p>Kept: paths, HTTP and error codes, bodies, required and known api-versions, a bearer token of
 * the tenant's administrator, the rules of {@link AzureTenant}. A scope may begin with two slashes,
 * as Azure's own client writes it. Left out: paging, tags, long-running operations, throttling, who
 * else may do what (only the administrator may, and everything).
 */
final class ArmDouble {

  private static final String IDENTITY =
      "(?i)(/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.ManagedIdentity"
          + "/userAssignedIdentities/[^/]+)";
  private static final Pattern ONE_IDENTITY = Pattern.compile(IDENTITY);
  private static final Pattern IDENTITIES =
      Pattern.compile(
          "(?i)(/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.ManagedIdentity"
              + "/userAssignedIdentities)");
  private static final Pattern CREDENTIALS =
      Pattern.compile(IDENTITY + "/federatedIdentityCredentials(?:/([^/]+))?");
  private static final Pattern ASSIGNMENTS =
      Pattern.compile(
          "(?i)(/subscriptions/.+?)/providers/Microsoft\\.Authorization/roleAssignments(?:/([^/]+))?");
  private static final Pattern PRINCIPAL_FILTER =
      Pattern.compile("(?:principalId eq|assignedTo\\()\\s*'([^']+)'\\)?");

  private static final List<String> IDENTITY_VERSIONS =
      List.of("2018-11-30", "2023-01-31", "2024-11-30");
  private static final List<String> CREDENTIAL_VERSIONS = List.of("2023-01-31", "2024-11-30");
  private static final List<String> ASSIGNMENT_VERSIONS = List.of("2022-04-01");

  private final AzureTenant tenant;
  private final AccessTokens tokens;

  ArmDouble(AzureTenant tenant, AccessTokens tokens) {
    this.tenant = tenant;
    this.tokens = tokens;
  }

  static boolean serves(String path) {
    return path.startsWith("/subscriptions/") || path.startsWith("//subscriptions/");
  }

  void handle(Request request, Response response, Callback callback) throws IOException {
    try {
      var answer = answer(request);
      if (answer.body() == null) {
        Http.sendEmpty(response, callback, answer.status());
      } else {
        Http.send(response, callback, answer.status(), answer.body());
      }
    } catch (ArmException e) {
      var body = Http.JSON.createObjectNode();
      body.putObject("error").put("code", e.code()).put("message", e.text());
      Http.send(response, callback, e.status(), body);
    }
  }

  private Answer answer(Request request) throws IOException {
    requireAdministrator(request);
    var path = Request.getPathInContext(request).replaceFirst("^/+", "/");
    var query = Request.extractQueryParameters(request);
    var credentials = CREDENTIALS.matcher(path);
    if (credentials.matches()) {
      requireVersion(query, CREDENTIAL_VERSIONS);
      return credentials(request, credentials);
    }
    var assignments = ASSIGNMENTS.matcher(path);
    if (assignments.matches()) {
      requireVersion(query, ASSIGNMENT_VERSIONS);
      return assignments(request, assignments, query);
    }
    var identity = ONE_IDENTITY.matcher(path);
    if (identity.matches()) {
      requireVersion(query, IDENTITY_VERSIONS);
      return identity(request, identity.group(1));
    }
    var identities = IDENTITIES.matcher(path);
    if (identities.matches() && "GET".equals(request.getMethod())) {
      requireVersion(query, IDENTITY_VERSIONS);
      return list(tenant.identitiesBelow(identities.group(1)).stream().map(this::json).toList());
    }
    throw new ArmException(404, "InvalidResourceType", "The resource type could not be found.");
  }

  // --- identities
  // ---------------------------------------------------------------------------------

  private Answer identity(Request request, String id) throws IOException {
    return switch (request.getMethod()) {
      case "PUT" -> {
        var location = body(request).path("location").asText("");
        if (location.isEmpty()) {
          throw new ArmException(
              400, "LocationRequired", "The location property is required for this definition.");
        }
        boolean isNew = tenant.findIdentity(id).isEmpty();
        yield new Answer(isNew ? 201 : 200, json(tenant.putIdentity(id, location)));
      }
      case "GET" ->
          new Answer(
              200, json(tenant.findIdentity(id).orElseThrow(() -> ArmException.notFound(id))));
      case "DELETE" -> new Answer(tenant.deleteIdentity(id) ? 200 : 204, null);
      default -> throw methodNotAllowed(request);
    };
  }

  private ObjectNode json(ManagedIdentity identity) {
    var json =
        resource(identity.id(), identity.name(), "Microsoft.ManagedIdentity/userAssignedIdentities")
            .put("location", identity.location());
    json.putObject("properties")
        .put("tenantId", tenant.tenantId())
        .put("principalId", identity.principalId())
        .put("clientId", identity.clientId());
    return json;
  }

  // --- federated credentials
  // ----------------------------------------------------------------------

  private Answer credentials(Request request, Matcher path) throws IOException {
    var identityId = path.group(1);
    String name = path.group(2);
    if (name == null) {
      requireGet(request);
      var identity =
          tenant.findIdentity(identityId).orElseThrow(() -> ArmException.notFound(identityId));
      return list(
          tenant.credentials(identity.id()).stream().map(c -> json(identityId, c)).toList());
    }
    return switch (request.getMethod()) {
      case "PUT" -> putCredential(identityId, name, body(request).path("properties"));
      case "GET" -> new Answer(200, json(identityId, credential(identityId, name)));
      case "DELETE" -> new Answer(tenant.unfederate(identityId, name) ? 200 : 204, null);
      default -> throw methodNotAllowed(request);
    };
  }

  private Answer putCredential(String identityId, String name, JsonNode properties) {
    var audiences = properties.path("audiences");
    var wanted =
        new FederatedCredential(
            name,
            properties.path("issuer").asText(""),
            properties.path("subject").asText(""),
            audiences.size() == 1 ? audiences.path(0).asText("") : "");
    var identity =
        tenant
            .findIdentity(identityId)
            .orElseGet(() -> new ManagedIdentity(identityId, "", "", "", ""));
    boolean isNew = tenant.federate(identity, wanted);
    return new Answer(isNew ? 201 : 200, json(identityId, wanted));
  }

  private FederatedCredential credential(String identityId, String name) {
    return tenant.credentials(identityId).stream()
        .filter(c -> c.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () -> ArmException.notFound(identityId + "/federatedIdentityCredentials/" + name));
  }

  private static ObjectNode json(String identityId, FederatedCredential credential) {
    var json =
        resource(
            identityId + "/federatedIdentityCredentials/" + credential.name(),
            credential.name(),
            "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials");
    json.putObject("properties")
        .put("issuer", credential.issuer())
        .put("subject", credential.subject())
        .putArray("audiences")
        .add(credential.audience());
    return json;
  }

  // --- role assignments
  // ---------------------------------------------------------------------------

  private Answer assignments(Request request, Matcher path, Fields query) throws IOException {
    var scope = path.group(1);
    String name = path.group(2);
    if (name == null) {
      requireGet(request);
      var matching = filter(query).and(a -> a.covers(scope) || isBelow(a.scope(), scope));
      return list(tenant.assignments().stream().filter(matching).map(ArmDouble::json).toList());
    }
    var id = scope + "/providers/Microsoft.Authorization/roleAssignments/" + name;
    return switch (request.getMethod()) {
      case "PUT" -> new Answer(201, json(putAssignment(scope, name, body(request))));
      case "GET" -> {
        var found = tenant.findAssignment(id);
        if (found == null) {
          throw new ArmException(
              404, "RoleAssignmentNotFound", "The role assignment '" + name + "' is not found.");
        }
        yield new Answer(200, json(found));
      }
      case "DELETE" -> {
        var removed = tenant.revoke(id);
        yield removed == null ? new Answer(204, null) : new Answer(200, json(removed));
      }
      default -> throw methodNotAllowed(request);
    };
  }

  private RoleAssignment putAssignment(String scope, String name, JsonNode body) {
    var properties = body.path("properties");
    var definition = properties.path("roleDefinitionId").asText("");
    var role =
        StorageRole.ofDefinition(definition)
            .orElseThrow(
                () ->
                    new ArmException(
                        400,
                        "RoleDefinitionDoesNotExist",
                        "The specified role definition with ID '"
                            + definition
                            + "' does not exist."));
    return tenant.assign(
        new RoleAssignment(name, scope, role, properties.path("principalId").asText("")));
  }

  private static Predicate<RoleAssignment> filter(Fields query) {
    var filter = query.getValue("$filter");
    if (filter == null) {
      return assignment -> true;
    }
    var principal = PRINCIPAL_FILTER.matcher(filter);
    if (principal.find()) {
      var wanted = principal.group(1);
      return assignment -> assignment.principalId().equals(wanted);
    }
    if (filter.contains("atScope()")) {
      return assignment -> true;
    }
    throw ArmException.badRequest("The filter '" + filter + "' is not supported.");
  }

  private static boolean isBelow(String scope, String other) {
    return scope.regionMatches(true, 0, other + "/", 0, other.length() + 1);
  }

  private static ObjectNode json(RoleAssignment assignment) {
    var json =
        resource(assignment.id(), assignment.name(), "Microsoft.Authorization/roleAssignments");
    var subscription = assignment.scope().replaceFirst("(?i)^(/subscriptions/[^/]+).*$", "$1");
    json.putObject("properties")
        .put(
            "roleDefinitionId",
            subscription
                + "/providers/Microsoft.Authorization/roleDefinitions/"
                + assignment.role().id())
        .put("principalId", assignment.principalId())
        .put("principalType", "ServicePrincipal")
        .put("scope", assignment.scope());
    return json;
  }

  // --- all
  // ----------------------------------------------------------------------------------------

  private void requireAdministrator(Request request) {
    var token =
        Http.bearer(request)
            .orElseThrow(
                () ->
                    new ArmException(
                        401,
                        "AuthenticationFailed",
                        "Authentication failed. The 'Authorization' header is missing."));
    var caller =
        tokens
            .verify(token, TokenEndpoint.RESOURCE_MANAGER)
            .orElseThrow(
                () ->
                    new ArmException(
                        401, "InvalidAuthenticationToken", "The access token is invalid."));
    if (!caller.objectId().equals(tenant.administrator().objectId())) {
      throw new ArmException(
          403,
          "AuthorizationFailed",
          "The client '"
              + caller.clientId()
              + "' with object id '"
              + caller.objectId()
              + "' does not have authorization to perform this action over the scope.");
    }
  }

  private static void requireVersion(Fields query, Collection<String> known) {
    var version = query.getValue("api-version");
    if (version == null) {
      throw new ArmException(
          400,
          "MissingApiVersionParameter",
          "The api-version query parameter (?api-version=) is required for all requests.");
    }
    if (!known.contains(version)) {
      throw new ArmException(
          400,
          "NoRegisteredProviderFound",
          "No registered resource provider found for API version '"
              + version
              + "'. The supported api-versions are '"
              + String.join(", ", known)
              + "'.");
    }
  }

  private static JsonNode body(Request request) throws IOException {
    try {
      return Http.body(request);
    } catch (JsonProcessingException e) {
      throw new ArmException(
          400, "InvalidRequestContent", "The request content was invalid and could not be read.");
    }
  }

  private static void requireGet(Request request) {
    if (!"GET".equals(request.getMethod())) {
      throw methodNotAllowed(request);
    }
  }

  private static ArmException methodNotAllowed(Request request) {
    return new ArmException(
        405, "MethodNotAllowed", "The method " + request.getMethod() + " is not allowed here.");
  }

  private static ObjectNode resource(String id, String name, String type) {
    return Http.JSON.createObjectNode().put("id", id).put("name", name).put("type", type);
  }

  private static Answer list(List<ObjectNode> items) {
    var body = Http.JSON.createObjectNode();
    items.forEach(body.putArray("value")::add);
    return new Answer(200, body);
  }

  private record Answer(int status, @Nullable JsonNode body) {}
}
