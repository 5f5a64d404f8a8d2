package io.fedbackup.agent.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fedbackup.agent.azure.ScriptedAzure.Answer;
import io.fedbackup.agent.result.Redactor;
import io.fedbackup.agent.store.FailureReason;
import io.fedbackup.agent.store.ObjectLock;
import io.fedbackup.agent.store.ObjectStore.Written;
import io.fedbackup.agent.store.StoreFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the store makes of requests and answers, with Azure's libraries in between and no network
 * below.
 */
class AzureBlobStoreTest {

  private static final String MARKER = "fedbackup/0123456789";
  private static final byte[] CONTENT = "marker".getBytes(StandardCharsets.UTF_8);

  private final ScriptedAzure azure = new ScriptedAzure();
  private final Redactor redactor = new Redactor();

  @TempDir private Path directory = Path.of("set by JUnit");
  private AzureBlobStore store = store(Path.of("unset"));

  @BeforeEach
  void wire() throws IOException {
    var tokenFile = Files.writeString(directory.resolve("token"), Samples.jwt(Samples.AUDIENCE));
    store = store(tokenFile);
  }

  @Test
  void one_token_serves_all_requests_of_a_marker() throws StoreFailure {
    store.authenticate();

    assertThat(store.objectLock()).contains(new ObjectLock(false, "", false));
    store.list();
    assertThat(store.write(MARKER, CONTENT)).isEqualTo(Written.WITHOUT_VERSION);
    assertThat(store.read(MARKER, 100)).isEqualTo(CONTENT);
    assertThat(store.delete(MARKER)).isTrue();
    assertThat(azure.requests())
        .containsExactly("TOKEN", "PROPERTIES", "LIST", "PUT", "GET", "DELETE");
  }

  @Test
  void a_version_id_on_the_write_shows_versioning() throws StoreFailure {
    azure.answer("PUT", new Answer(201, Map.of("x-ms-version-id", "2026-11-01T00:00:00.0Z"), ""));
    store.authenticate();

    assertThat(store.write(MARKER, CONTENT)).isEqualTo(Written.AS_VERSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-ms-has-immutability-policy", "x-ms-has-legal-hold"})
  void a_policy_or_a_legal_hold_is_an_object_lock(String header) throws StoreFailure {
    azure.answer("PROPERTIES", new Answer(200, Map.of(header, "true"), ""));
    store.authenticate();

    assertThat(store.objectLock()).contains(new ObjectLock(true, "", false));
  }

  @Test
  void immutability_of_versions_is_an_object_lock_with_versioning() throws StoreFailure {
    azure.answer(
        "PROPERTIES",
        new Answer(200, Map.of("x-ms-immutable-storage-with-versioning-enabled", "true"), ""));
    store.authenticate();

    assertThat(store.objectLock()).contains(new ObjectLock(true, "", true));
  }

  @Test
  void properties_that_may_not_be_read_are_no_failure() throws StoreFailure {
    azure.answer("PROPERTIES", Answer.blob(403, "AuthorizationPermissionMismatch"));
    store.authenticate();

    assertThat(store.objectLock()).isEmpty();
  }

  @Test
  void the_probe_takes_an_unmet_condition_for_permission_and_writes_nothing() throws StoreFailure {
    store.authenticate();

    store.probeWrite(MARKER);

    assertThat(azure.requests()).endsWith("PUT-IF").doesNotContain("PUT");
  }

  @Test
  void the_probe_takes_an_immutable_marker_for_permission() throws StoreFailure {
    azure.answer("PUT-IF", Answer.blob(409, "BlobImmutableDueToPolicy"));
    store.authenticate();

    store.probeWrite(MARKER);

    assertThat(azure.requests()).endsWith("PUT-IF");
  }

  @Test
  void the_probe_tells_an_identity_that_only_reads() throws StoreFailure {
    azure.answer("PUT-IF", Answer.blob(403, "AuthorizationPermissionMismatch"));
    store.authenticate();

    assertThat(failure(() -> store.probeWrite(MARKER)).reason()).isEqualTo(FailureReason.ReadOnly);
  }

  @Test
  void a_store_that_ignores_the_condition_is_not_believed() throws StoreFailure {
    azure.answer("PUT-IF", new Answer(201, Map.of(), ""));
    store.authenticate();

    assertThat(failure(() -> store.probeWrite(MARKER)).message()).contains("condition");
  }

  @Test
  void an_immutable_marker_is_neither_replaced_nor_deleted_and_that_is_no_failure()
      throws StoreFailure {
    azure.answer("PUT", Answer.blob(409, "BlobImmutableDueToPolicy"));
    azure.answer("DELETE", Answer.blob(409, "BlobImmutableDueToPolicy"));
    store.authenticate();

    assertThat(store.write(MARKER, CONTENT)).isEqualTo(Written.REFUSED_BY_IMMUTABILITY);
    assertThat(store.delete(MARKER)).isFalse();
  }

  @Test
  void a_marker_that_is_gone_counts_as_deleted() throws StoreFailure {
    azure.answer("DELETE", Answer.blob(404, "BlobNotFound"));
    store.authenticate();

    assertThat(store.delete(MARKER)).isTrue();
  }

  @Test
  void a_busy_store_is_asked_a_bounded_number_of_times() throws StoreFailure {
    azure.answer("LIST", Answer.blob(503, "ServerBusy"));
    store.authenticate();

    assertThat(failure(store::list).reason()).isEqualTo(FailureReason.Unknown);
    assertThat(azure.requests()).containsExactly("TOKEN", "LIST", "LIST", "LIST");
  }

  @Test
  void a_missing_container_is_told_by_the_first_request() throws StoreFailure {
    azure.answer("PROPERTIES", new Answer(404, Map.of("x-ms-error-code", "ContainerNotFound"), ""));
    store.authenticate();

    assertThat(failure(store::objectLock).reason()).isEqualTo(FailureReason.ContainerNotFound);
  }

  @Test
  void entra_ids_refusal_comes_through_both_libraries() {
    azure.answer(
        "TOKEN",
        Answer.entra(
            401,
            "AADSTS700213: No matching federated identity record found for presented assertion subject 'x'."
                + " Trace ID: 1 Correlation ID: 2"));

    var failure = failure(store::authenticate);

    assertThat(failure.reason()).isEqualTo(FailureReason.IdentityNotFederated);
    assertThat(failure.message()).endsWith("assertion subject 'x'.");
  }

  @Test
  void what_a_server_repeats_of_a_token_is_hidden() throws StoreFailure {
    azure.answer("TOKEN", Answer.entra(400, "AADSTS90014: got " + Samples.jwt(Samples.AUDIENCE)));
    var refused = failure(store::authenticate);
    assertThat(redactor.redact(refused.message()))
        .doesNotContain("eyJ", Samples.base64("canary-signature"));

    var other = new ScriptedAzure();
    other.answer("LIST", Answer.blob(400, "Odd"));
    var second = store(directory.resolve("token"), other);
    second.authenticate();
    var failure = failure(second::list);
    assertThat(redactor.redact(failure.message())).contains("said").doesNotContain("canary");
  }

  private AzureBlobStore store(Path tokenFile) {
    return store(tokenFile, azure);
  }

  private AzureBlobStore store(Path tokenFile, ScriptedAzure server) {
    var environment =
        WorkloadEnvironment.of(
            Map.of(
                "AZURE_CLIENT_ID",
                Samples.CLIENT,
                "AZURE_TENANT_ID",
                Samples.TENANT,
                "AZURE_FEDERATED_TOKEN_FILE",
                tokenFile.toString(),
                "FEDBACKUP_INSTANCE_DISCOVERY",
                "disabled"));
    return new AzureBlobStore(
        Samples.location(),
        environment,
        server,
        TimeLimits.within(Duration.ofSeconds(8)),
        redactor);
  }

  private static StoreFailure failure(ThrowingCallable call) {
    var failure = catchThrowableOfType(StoreFailure.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }
}
