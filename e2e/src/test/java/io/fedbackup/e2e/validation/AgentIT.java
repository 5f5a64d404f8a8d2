package io.fedbackup.e2e.validation;

import static io.fedbackup.e2e.doubles.AzureBed.ACCOUNT;
import static io.fedbackup.e2e.doubles.AzureBed.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.e2e.doubles.AzureBed;
import io.fedbackup.e2e.doubles.azure.Fault;
import io.fedbackup.e2e.doubles.azure.ManagedIdentity;
import io.fedbackup.e2e.doubles.azure.StorageRole;
import io.fedbackup.e2e.fleet.ControlPlaneTest;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.validation.AgentProgram.Run;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each verdict of {@code validate}, produced by the agent as the process that it is: a token of a
 * real API server, traded for access at the double of Entra ID, used on a real store behind roles.
 */
@ControlPlaneTest
class AgentIT {

  private static final String NAMESPACE = "portworx";
  private static final String SERVICE_ACCOUNT = "stork";
  private static final String SUBJECT = "system:serviceaccount:portworx:stork";
  private static final String ROLE = "Storage Blob Data Contributor";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static AzureBed bed;
  private static String projected;

  private String container;
  private ManagedIdentity identity;
  private AgentProgram agent;

  @BeforeAll
  static void start(ControlPlane cluster) {
    bed = new AzureBed(cluster, directory);
    projected = bed.token(NAMESPACE, SERVICE_ACCOUNT, AUDIENCE);
  }

  @AfterAll
  static void stop() {
    bed.close();
  }

  /** A container and an identity of its own, federated but without a role. */
  @BeforeEach
  void prepare() throws IOException {
    var name = "t" + UUID.randomUUID().toString().substring(0, 8);
    container = name;
    identity = bed.tenant().identity("backup", name);
    bed.gateway().store().createContainer(ACCOUNT, container);
    var pod = Files.createDirectories(directory.resolve(name));
    agent =
        AgentProgram.in(pod)
            .with("AZURE_AUTHORITY_HOST", bed.entra().authorityHost().toString())
            .with("AZURE_TENANT_ID", bed.tenant().tenantId())
            .with("AZURE_CLIENT_ID", identity.clientId())
            .with("AZURE_FEDERATED_TOKEN_FILE", tokenFile(pod, projected).toString())
            .with("FEDBACKUP_BLOB_ENDPOINT", bed.gateway().endpointTemplate())
            .with("FEDBACKUP_CA_BUNDLE", bed.testbed().ca().pem())
            .with("FEDBACKUP_INSTANCE_DISCOVERY", "disabled");
  }

  @AfterEach
  void no_more_trouble() {
    bed.gateway().clearFaults();
  }

  @Test
  void valid_where_the_identity_may_list_write_read_and_delete() {
    federate();
    assign(StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR);

    var run = validate();

    run.assertValid();
    assertThat(run.result().path("marker").asText()).isEqualTo("written");
    assertThat(run.result().path("objectLock").path("enabled").asBoolean(true)).isFalse();
    assertThat(run.result().path("identity").path("clientID").asText())
        .isEqualTo(identity.clientId());
    assertThat(blobs()).isZero();
  }

  @Test
  void valid_with_the_identity_that_is_expected() {
    federate();
    assign(StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR);

    validate(
            "--expect-client-id",
            identity.clientId().toUpperCase(Locale.ROOT),
            "--expect-tenant-id",
            bed.tenant().tenantId())
        .assertValid();
  }

  @Test
  void under_an_immutability_policy_valid_without_a_marker() {
    federate();
    assign(StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR);
    bed.gateway().immutable(ACCOUNT, container, true);

    var run = validate();

    run.assertValid();
    assertThat(run.result().path("marker").asText()).isEqualTo("skipped");
    assertThat(run.result().path("objectLock").path("enabled").asBoolean()).isTrue();
    assertThat(blobs()).isZero();
  }

  @Test
  void under_an_immutability_policy_read_only_is_seen_by_the_conditional_write() {
    federate();
    assign(StorageRole.STORAGE_BLOB_DATA_READER);
    bed.gateway().immutable(ACCOUNT, container, true);

    validate().assertFailed("ReadOnly", ROLE, container);
  }

  @Test
  void identity_not_federated_names_what_to_register() {
    validate()
        .assertFailed(
            "IdentityNotFederated",
            "AADSTS70021",
            bed.cluster().issuer().toString(),
            SUBJECT,
            AUDIENCE,
            identity.clientId());
  }

  @Test
  void identity_not_federated_for_this_service_account() {
    bed.federate(identity, NAMESPACE, "somebody-else");

    validate().assertFailed("IdentityNotFederated", "AADSTS700213", SUBJECT);
  }

  @Test
  void identity_not_federated_because_the_token_is_for_another_audience() throws IOException {
    federate();
    var token = bed.token(NAMESPACE, SERVICE_ACCOUNT, "https://elsewhere.example");
    var file = tokenFile(directory.resolve(container), token);

    agent
        .with("AZURE_FEDERATED_TOKEN_FILE", file.toString())
        .validate(ACCOUNT, container)
        .assertFailed(
            "IdentityNotFederated", "AADSTS700212", "https://elsewhere.example", AUDIENCE);
  }

  @Test
  void identity_not_found() {
    var nobody = UUID.randomUUID().toString();

    agent
        .with("AZURE_CLIENT_ID", nobody)
        .validate(ACCOUNT, container)
        .assertFailed("IdentityNotFound", "AADSTS700016", nobody, SUBJECT);
  }

  @Test
  void identity_not_found_in_a_tenant_that_does_not_exist() {
    var nowhere = UUID.randomUUID().toString();

    agent
        .with("AZURE_TENANT_ID", nowhere)
        .validate(ACCOUNT, container)
        .assertFailed("IdentityNotFound", "AADSTS90002", nowhere);
  }

  @Test
  void identity_mismatch_shows_both_ids() {
    var expected = UUID.randomUUID().toString();

    validate("--expect-client-id", expected)
        .assertFailed("IdentityMismatch", expected, identity.clientId());
  }

  @Test
  void token_not_projected() {
    agent
        .with("AZURE_FEDERATED_TOKEN_FILE", directory.resolve("no-token").toString())
        .validate(ACCOUNT, container)
        .assertFailed("TokenNotProjected", "no-token", AUDIENCE);
  }

  @Test
  void role_missing_names_role_container_and_identity_until_it_is_assigned() {
    federate();

    validate().assertFailed("RoleMissing", ROLE, container, ACCOUNT, identity.clientId());

    assign(StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR);
    validate().assertValid();
  }

  @Test
  void read_only_with_a_role_that_only_reads() {
    federate();
    assign(StorageRole.STORAGE_BLOB_DATA_READER);

    validate().assertFailed("ReadOnly", ROLE, container, identity.clientId());
  }

  @Test
  void container_not_found() {
    federate();
    bed.tenant()
        .assign(
            StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR,
            identity,
            bed.tenant().storageAccount("backup", ACCOUNT));

    agent.validate(ACCOUNT, "nosuch").assertFailed("ContainerNotFound", "nosuch", ACCOUNT);
  }

  @Test
  void account_not_found_by_the_stores_answer() {
    federate();

    agent.validate("nosuchaccount", container).assertFailed("AccountNotFound", "nosuchaccount");
  }

  @Test
  void account_not_found_because_its_name_does_not_resolve() {
    federate();

    agent
        .with("FEDBACKUP_BLOB_ENDPOINT", "https://{account}.blob.invalid")
        .validate(ACCOUNT, container)
        .assertFailed("AccountNotFound", ACCOUNT, "AzurePublicCloud");
  }

  @Test
  void network_blocked_by_the_accounts_firewall() {
    federate();
    assign(StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR);
    bed.gateway()
        .inject(new Fault.NetworkBlocked(), request -> request.container().equals(container));

    validate().assertFailed("NetworkBlocked", "AuthorizationFailure", ACCOUNT);
  }

  @Test
  void network_blocked_because_nothing_listens() throws IOException {
    federate();

    agent
        .with("FEDBACKUP_BLOB_ENDPOINT", "https://127.0.0.1:" + closedPort() + "/{account}")
        .validate(ACCOUNT, container)
        .assertFailed("NetworkBlocked", ACCOUNT);
  }

  @Test
  void network_blocked_by_a_certificate_that_nobody_vouches_for() {
    agent
        .without("FEDBACKUP_CA_BUNDLE")
        .validate(ACCOUNT, container)
        .assertFailed("NetworkBlocked", "TLS", "FEDBACKUP_CA_BUNDLE");
  }

  @Test
  void timed_out_when_the_store_hangs_and_the_verdict_is_there_in_time() {
    federate();
    assign(StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR);
    bed.gateway()
        .inject(
            new Fault.Delay(Duration.ofMinutes(5)),
            request -> request.container().equals(container));

    var run = validate("--timeout", "5s");

    run.assertFailed("TimedOut", "did not end within 5 s");
    assertThat(run.result().path("durationMillis").asLong()).isLessThan(7_000);
  }

  @Test
  void timed_out_while_reading_the_marker_leaves_none_behind() {
    federate();
    assign(StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR);
    bed.gateway()
        .inject(
            new Fault.Delay(Duration.ofMinutes(5)),
            request ->
                request.container().equals(container)
                    && request.method().equals("GET")
                    && !request.blob().isEmpty());

    validate("--timeout", "10s").assertFailed("TimedOut", "Reading the marker");

    assertThat(blobs()).isZero();
  }

  @Test
  void a_busy_store_is_no_verdict_on_the_location() {
    federate();
    assign(StorageRole.STORAGE_BLOB_DATA_CONTRIBUTOR);
    bed.gateway().inject(new Fault.Unavailable(), request -> request.container().equals(container));

    validate().assertFailed("Unknown", "ServerBusy", container);
  }

  private Run validate(String... options) {
    return agent.validate(ACCOUNT, container, options);
  }

  private void federate() {
    bed.federate(identity, NAMESPACE, SERVICE_ACCOUNT);
  }

  private void assign(StorageRole role) {
    bed.tenant().assign(role, identity, bed.tenant().containerScope(ACCOUNT, container));
  }

  private int blobs() {
    return bed.gateway().store().blobs(ACCOUNT, container).size();
  }

  private static Path tokenFile(Path pod, String token) throws IOException {
    return Files.writeString(pod.resolve("azure-identity-token"), token);
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
