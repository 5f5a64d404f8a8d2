package io.fedbackup.e2e.doubles.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.e2e.testbed.TestCa;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArmDoubleIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CREDENTIAL =
      """
      {"properties":{"issuer":"https://issuer.example/%s","subject":"system:serviceaccount:portworx:stork",
       "audiences":["api://AzureADTokenExchange"]}}""";

  private final TestCa ca = TestCa.create("arm");
  private final AzureTenant tenant = AzureTenant.create();
  private EntraIdDouble entra;
  private HttpClient http;

  @BeforeEach
  void start() {
    entra = EntraIdDouble.start(tenant, ca.server());
    http = HttpClient.newBuilder().sslContext(ca.trustingContext()).build();
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    entra.close();
  }

  @Test
  void the_twenty_first_credential_of_an_identity_is_refused() throws Exception {
    var identity = tenant.identity("backup", "stork").id();
    for (int i = 1; i <= 20; i++) {
      assertThat(put(credential(identity, "shoot-" + i), CREDENTIAL.formatted(i)).status())
          .isEqualTo(201);
    }

    assertThat(put(credential(identity, "shoot-21"), CREDENTIAL.formatted(21)).status())
        .isEqualTo(400);
    assertThat(put(credential(identity, "shoot-20"), CREDENTIAL.formatted("moved")).status())
        .isEqualTo(200);
    assertThat(call("DELETE", credential(identity, "shoot-1"), "").status()).isEqualTo(200);
    assertThat(call("DELETE", credential(identity, "shoot-1"), "").status()).isEqualTo(204);
    assertThat(put(credential(identity, "shoot-21"), CREDENTIAL.formatted(21)).status())
        .isEqualTo(201);
    assertThat(
            call("GET", identity + "/federatedIdentityCredentials?api-version=2024-11-30", "")
                .body()
                .path("value"))
        .hasSize(20);
  }

  @Test
  void issuer_and_subject_are_unique_and_writes_one_at_a_time() throws Exception {
    var identity = tenant.identity("backup", "stork");
    put(credential(identity.id(), "one"), CREDENTIAL.formatted("same"));

    var second = put(credential(identity.id(), "two"), CREDENTIAL.formatted("same"));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("Conflict");
    try (var hold = tenant.holdCredentialWrites(identity)) {
      assertThat(hold).isNotNull();
      var concurrent = put(credential(identity.id(), "two"), CREDENTIAL.formatted("two"));
      assertThat(concurrent.status()).isEqualTo(409);
      assertThat(concurrent.code())
          .isEqualTo("ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity");
    }
    assertThat(put(credential(identity.id(), "two"), CREDENTIAL.formatted("two")).status())
        .isEqualTo(201);
  }

  @Test
  void identities_are_made_found_and_removed() throws Exception {
    var id = tenant.identityId("backup", "new");

    assertThat(call("GET", id + "?api-version=2024-11-30", "").status()).isEqualTo(404);
    assertThat(put(credential(id, "one"), CREDENTIAL.formatted(1)).code())
        .isEqualTo("ParentResourceNotFound");
    var made = call("PUT", id + "?api-version=2024-11-30", "{\"location\":\"westeurope\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(tenant.identityOfClient(made.body().at("/properties/clientId").asText()))
        .map(ManagedIdentity::id)
        .contains(id);
    assertThat(call("PUT", id + "?api-version=2024-11-30", "{\"location\":\"westeurope\"}"))
        .isEqualTo(new Answer(200, made.body()));
    assertThat(call("DELETE", id + "?api-version=2024-11-30", "").status()).isEqualTo(200);
    assertThat(tenant.findIdentity(id)).isEmpty();
  }

  @Test
  void role_assignments_are_unique_and_need_a_principal() throws Exception {
    var identity = tenant.identity("backup", "stork");
    tenant.storageAccount("backup", "backups1");
    var scope = tenant.containerScope("backups1", "mine");
    var first = assignment(scope);

    assertThat(put(first, role(identity.principalId())).status()).isEqualTo(201);
    assertThat(put(first, role(identity.principalId())).status()).isEqualTo(201);
    assertThat(put(assignment(scope), role(identity.principalId())).code())
        .isEqualTo("RoleAssignmentExists");
    assertThat(put(assignment(scope), role(UUID.randomUUID().toString())).code())
        .isEqualTo("PrincipalNotFound");
    // as Azure's own client writes it
    assertThat(put("/" + assignment(scope + "2"), role(identity.principalId())).status())
        .isEqualTo(201);
    var listed =
        call(
            "GET",
            scope
                + "/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=atScope()",
            "");
    assertThat(listed.body().at("/value/0/properties/principalId").asText())
        .isEqualTo(identity.principalId());
    assertThat(call("DELETE", first, "").status()).isEqualTo(200);
    assertThat(tenant.assignments()).extracting(RoleAssignment::scope).containsExactly(scope + "2");
  }

  @Test
  void a_bearer_token_of_the_administrator_and_a_known_version_are_required() throws Exception {
    var id = tenant.identity("backup", "stork").id();
    var request = HttpRequest.newBuilder(uri(id + "?api-version=2024-11-30")).build();

    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
    assertThat(call("GET", id, "").code()).isEqualTo("MissingApiVersionParameter");
    assertThat(call("GET", id + "?api-version=1999-01-01", "").code())
        .isEqualTo("NoRegisteredProviderFound");
  }

  private static String credential(String identity, String name) {
    return identity + "/federatedIdentityCredentials/" + name + "?api-version=2024-11-30";
  }

  private static String assignment(String scope) {
    return scope
        + "/providers/Microsoft.Authorization/roleAssignments/"
        + UUID.randomUUID()
        + "?api-version=2022-04-01";
  }

  private static String role(String principalId) {
    return """
    {"properties":{"roleDefinitionId":"/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe",
     "principalId":"%s","principalType":"ServicePrincipal"}}"""
        .formatted(principalId);
  }

  private Answer put(String path, String body) throws Exception {
    return call("PUT", path, body);
  }

  private Answer call(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + entra.administratorToken())
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  private URI uri(String path) {
    return URI.create(entra.resourceManager() + path);
  }

  private record Answer(int status, JsonNode body) {
    String code() {
      return body.at("/error/code").asText();
    }
  }
}
