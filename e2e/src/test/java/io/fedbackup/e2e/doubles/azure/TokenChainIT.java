package io.fedbackup.e2e.doubles.azure;

import static io.fedbackup.e2e.doubles.AzureBed.ACCOUNT;
import static io.fedbackup.e2e.doubles.AzureBed.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.fedbackup.e2e.doubles.AzureBed;
import io.fedbackup.e2e.fleet.ControlPlaneTest;
import io.fedbackup.e2e.testbed.ControlPlane;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@ControlPlaneTest
class TokenChainIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static AzureBed bed;
  private static HttpClient http;

  @BeforeAll
  static void start(ControlPlane cluster) {
    bed = new AzureBed(cluster, directory);
    http = HttpClient.newBuilder().sslContext(bed.testbed().ca().trustingContext()).build();
  }

  @AfterAll
  static void stop() {
    http.shutdownNow();
    bed.close();
  }

  @AfterEach
  void no_more_trouble() {
    bed.gateway().clearFaults();
  }

  @Test
  void a_service_account_token_becomes_access_to_just_its_container() {
    var identity = federatedIdentity("chain", "shop", "stork");
    bed.gateway().store().createContainer(ACCOUNT, "mine");
    bed.gateway().store().createContainer(ACCOUNT, "others");
    bed.tenant()
        .assign(
            StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR,
            identity,
            bed.tenant().containerScope(ACCOUNT, "mine"));
    var token = bed.token("shop", "stork", AUDIENCE);

    var mine = bed.container(identity, token, "mine");
    mine.getBlobClient("a/b c/d+e.json").upload(BinaryData.fromString("{}"));

    assertThat(mine.listBlobs()).extracting("name").containsExactly("a/b c/d+e.json");
    assertThat(bed.gateway().store().blobs(ACCOUNT, "mine")).containsExactly("a/b c/d+e.json");
    assertThat(bed.gateway().store().read(ACCOUNT, "mine", "a/b c/d+e.json")).isEqualTo("{}");
    mine.getBlobClient("a/b c/d+e.json").delete();
    assertThat(bed.gateway().store().count(ACCOUNT, "mine")).isZero();
    assertForbidden(
        () -> bed.container(identity, token, "others").getProperties(),
        BlobErrorCode.AUTHORIZATION_PERMISSION_MISMATCH);
  }

  @Test
  void without_a_role_everything_is_forbidden_and_with_one_a_missing_container_is_missing() {
    var identity = federatedIdentity("norole", "norole", "stork");
    var token = bed.token("norole", "stork", AUDIENCE);
    var container = bed.container(identity, token, "nosuch");

    assertForbidden(
        () -> container.listBlobs().stream().toList(),
        BlobErrorCode.AUTHORIZATION_PERMISSION_MISMATCH);
    bed.tenant()
        .assign(
            StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR,
            identity,
            bed.tenant().storageAccount("backup", ACCOUNT));

    assertThatThrownBy(() -> container.listBlobs().stream().toList())
        .isInstanceOfSatisfying(
            BlobStorageException.class,
            e -> {
              assertThat(e.getStatusCode()).isEqualTo(404);
              assertThat(e.getErrorCode()).isEqualTo(BlobErrorCode.CONTAINER_NOT_FOUND);
            });
  }

  @Test
  void a_reader_lists_and_reads_but_does_not_write() {
    var identity = federatedIdentity("reader", "reader", "stork");
    bed.gateway().store().createContainer(ACCOUNT, "readable");
    bed.gateway().store().write(ACCOUNT, "readable", "x", "content");
    bed.tenant()
        .assign(
            StorageRole.STORAGE_BLOB_DATA_READER,
            identity,
            bed.tenant().containerScope(ACCOUNT, "readable"));
    var container = bed.container(identity, bed.token("reader", "stork", AUDIENCE), "readable");

    assertThat(container.listBlobs()).hasSize(1);
    assertThat(container.getBlobClient("x").downloadContent().toString()).isEqualTo("content");
    assertForbidden(
        () -> container.getBlobClient("y").upload(BinaryData.fromString("no")),
        BlobErrorCode.AUTHORIZATION_PERMISSION_MISMATCH);
    assertForbidden(
        () -> container.getBlobClient("x").delete(),
        BlobErrorCode.AUTHORIZATION_PERMISSION_MISMATCH);
    assertThat(bed.gateway().store().blobs(ACCOUNT, "readable")).containsExactly("x");
  }

  @Test
  void trouble_looks_like_azures_and_ends_when_asked() {
    var identity = federatedIdentity("trouble", "trouble", "stork");
    bed.gateway().store().createContainer(ACCOUNT, "trouble");
    bed.tenant()
        .assign(
            StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR,
            identity,
            bed.tenant().containerScope(ACCOUNT, "trouble"));
    var container = bed.container(identity, bed.token("trouble", "stork", AUDIENCE), "trouble");

    try (var hold = bed.gateway().inject(new Fault.NetworkBlocked())) {
      assertThat(hold).isNotNull();
      assertForbidden(container::getProperties, BlobErrorCode.AUTHORIZATION_FAILURE);
    }
    try (var hold = bed.gateway().inject(new Fault.RefuseWrites())) {
      assertThat(hold).isNotNull();
      assertThat(container.listBlobs()).isEmpty();
      assertForbidden(
          () -> container.getBlobClient("x").upload(BinaryData.fromString("x")),
          BlobErrorCode.INSUFFICIENT_ACCOUNT_PERMISSIONS);
    }
    try (var hold =
        bed.gateway()
            .inject(
                new Fault.Unavailable(),
                request -> request.clientId().equals(identity.clientId()))) {
      assertThat(hold).isNotNull();
      assertThatThrownBy(container::getProperties)
          .isInstanceOfSatisfying(
              BlobStorageException.class, e -> assertThat(e.getStatusCode()).isEqualTo(503));
    }
    container.getBlobClient("x").upload(BinaryData.fromString("x"));
    bed.gateway().immutable(ACCOUNT, "trouble", true);
    assertThat(container.getProperties().hasImmutabilityPolicy()).isTrue();
    assertThatThrownBy(() -> container.getBlobClient("x").delete())
        .isInstanceOfSatisfying(
            BlobStorageException.class,
            e -> {
              assertThat(e.getStatusCode()).isEqualTo(409);
              assertThat(e.getErrorCode()).isEqualTo(BlobErrorCode.BLOB_IMMUTABLE_DUE_TO_POLICY);
            });
    bed.gateway().immutable(ACCOUNT, "trouble", false);
    container.getBlobClient("x").delete();
    assertThat(container.getProperties().hasImmutabilityPolicy()).isFalse();
  }

  @Test
  void a_token_that_somebody_else_signed_opens_nothing() throws Exception {
    var identity = federatedIdentity("forged", "forged", "stork");
    bed.gateway().store().createContainer(ACCOUNT, "forged");
    bed.tenant()
        .assign(
            StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR,
            identity,
            bed.tenant().containerScope(ACCOUNT, "forged"));
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("https://sts.windows.net/" + bed.tenant().tenantId() + "/")
            .audience("https://storage.azure.com")
            .claim("oid", identity.principalId())
            .claim("appid", identity.clientId())
            .notBeforeTime(Date.from(Instant.now()))
            .issueTime(Date.from(Instant.now()))
            .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
            .build();

    var response =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(
                        bed.gateway().uri()
                            + "/"
                            + ACCOUNT
                            + "/forged?restype=container&comp=list"))
                .header("Authorization", "Bearer " + sign(claims))
                .header("x-ms-version", "2025-01-05")
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("<Code>InvalidAuthenticationInfo</Code>");
  }

  @Test
  void only_the_federated_issuer_subject_and_audience_get_a_token() throws Exception {
    var identity = federatedIdentity("strict", "strict", "stork");

    assertThat(exchange(identity.clientId(), bed.token("strict", "stork", AUDIENCE)))
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(200));
    assertRefused(
        exchange(identity.clientId(), bed.token("strict", "other", AUDIENCE)), 401, 700213);
    assertRefused(exchange(identity.clientId(), bed.token("strict", "stork", "else")), 401, 700212);
    assertRefused(exchange(UUID.randomUUID().toString(), "x"), 400, 700016);
    assertRefused(
        exchange(
            bed.tenant().identity("backup", "unfederated").clientId(),
            bed.token("strict", "stork", AUDIENCE)),
        400,
        70021);
    assertRefused(
        exchange(identity.clientId(), sign(assertion("https://127.0.0.1:1/elsewhere").build())),
        401,
        700211);
    assertRefused(
        exchange(
            UUID.randomUUID().toString(),
            identity.clientId(),
            bed.token("strict", "stork", AUDIENCE)),
        400,
        90002);
  }

  @Test
  void an_assertion_must_be_signed_by_its_issuer_and_current() throws Exception {
    var identity = federatedIdentity("signed", "signed", "stork");
    var issuer = bed.cluster().issuer().toString();
    var good = assertion(issuer).subject("system:serviceaccount:signed:stork");

    assertRefused(exchange(identity.clientId(), sign(good.build())), 400, 50013);
    good.expirationTime(Date.from(Instant.now().minusSeconds(3600)));
    assertRefused(exchange(identity.clientId(), sign(good.build())), 401, 700024);
    assertRefused(exchange(identity.clientId(), "not a token"), 400, 50027);
  }

  @Test
  void an_issuer_whose_keys_cannot_be_read_is_refused() throws Exception {
    var identity = bed.tenant().identity("backup", "unreachable");
    var issuer = "https://127.0.0.1:1";
    bed.tenant().federate(identity, new FederatedCredential("down", issuer, "subject", AUDIENCE));

    assertRefused(
        exchange(identity.clientId(), sign(assertion(issuer).subject("subject").build())),
        400,
        50166);
  }

  @Test
  void azures_library_reports_the_refusal_with_its_code() {
    var identity = bed.tenant().identity("backup", "library");

    assertThatThrownBy(
            () ->
                bed.container(identity, bed.token("library", "stork", AUDIENCE), "any")
                    .getProperties())
        .hasMessageContaining("AADSTS70021");
  }

  private static ManagedIdentity federatedIdentity(
      String name, String namespace, String serviceAccount) {
    var identity = bed.tenant().identity("backup", name);
    bed.federate(identity, namespace, serviceAccount);
    return identity;
  }

  private static JWTClaimsSet.Builder assertion(String issuer) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject("system:serviceaccount:x:y")
        .audience(AUDIENCE)
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  private static String sign(JWTClaimsSet claims) throws Exception {
    var key = new RSAKeyGenerator(2048).keyID("mine").generate();
    var jwt =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("mine").build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static Answer exchange(String clientId, String assertion) throws Exception {
    return exchange(bed.tenant().tenantId(), clientId, assertion);
  }

  private static Answer exchange(String tenant, String clientId, String assertion)
      throws Exception {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", clientId);
    form.put("scope", "https://storage.azure.com/.default");
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", assertion);
    var response =
        http.send(
            HttpRequest.newBuilder(
                    bed.entra().authorityHost().resolve("/" + tenant + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static void assertRefused(Answer answer, int status, int code) {
    assertThat(answer.body().path("error_codes").path(0).asInt())
        .as(answer.body().toString())
        .isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().path("error_description").asText()).startsWith("AADSTS" + code + ": ");
  }

  private static void assertForbidden(ThrowingCallable action, BlobErrorCode code) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            BlobStorageException.class,
            e -> {
              assertThat(e.getStatusCode()).isEqualTo(403);
              assertThat(e.getErrorCode()).isEqualTo(code);
            });
  }

  private record Answer(int status, JsonNode body) {}
}
