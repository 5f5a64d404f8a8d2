package io.fedbackup.agent.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fedbackup.agent.store.FailureReason;
import io.fedbackup.agent.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodIdentityTest {

  private static final String OTHER = "00000000-0000-0000-0000-000000000000";

  private final Map<String, String> variables = new HashMap<>();

  @TempDir private Path directory = Path.of("set by JUnit");

  @BeforeEach
  void wire() throws IOException {
    variables.put("AZURE_CLIENT_ID", Samples.CLIENT);
    variables.put("AZURE_TENANT_ID", Samples.TENANT);
    variables.put("AZURE_FEDERATED_TOKEN_FILE", tokenFile().toString());
    Files.writeString(tokenFile(), Samples.jwt(Samples.AUDIENCE) + "\n");
  }

  @Test
  void a_wired_pod_has_an_identity() throws StoreFailure {
    var identity = PodIdentity.of(Samples.location(), WorkloadEnvironment.of(variables));

    assertThat(identity.clientId()).isEqualTo(Samples.CLIENT);
    assertThat(identity.tenantId()).isEqualTo(Samples.TENANT);
    assertThat(identity.token().subject()).isEqualTo(Samples.SUBJECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AZURE_FEDERATED_TOKEN_FILE", "AZURE_CLIENT_ID", "AZURE_TENANT_ID"})
  void a_variable_that_is_missing_or_empty_is_named(String variable) {
    variables.put(variable, " ");
    assertThat(failure(Samples.location()).reason()).isEqualTo(FailureReason.TokenNotProjected);

    variables.remove(variable);
    assertThat(failure(Samples.location()).message()).contains(variable);
    assertThat(failure(Samples.location()).remedy()).contains(Samples.AUDIENCE);
  }

  @Test
  void a_token_file_that_is_not_there_is_named() throws IOException {
    Files.delete(tokenFile());

    assertThat(failure(Samples.location()).reason()).isEqualTo(FailureReason.TokenNotProjected);
    assertThat(failure(Samples.location()).message()).contains(tokenFile().toString());
  }

  @Test
  void an_empty_token_file_is_named() throws IOException {
    Files.writeString(tokenFile(), " \n");

    assertThat(failure(Samples.location()).message()).contains(tokenFile().toString(), "empty");
  }

  @Test
  void an_endless_token_file_is_not_read_to_its_end() throws IOException {
    Files.write(tokenFile(), new byte[ProjectedToken.LONGEST + 1]);

    assertThat(failure(Samples.location()).reason()).isEqualTo(FailureReason.TokenNotProjected);
  }

  @Test
  void another_client_than_expected_is_shown_with_both_ids() {
    var failure = failure(expecting(Optional.of(OTHER), Optional.empty()));

    assertThat(failure.reason()).isEqualTo(FailureReason.IdentityMismatch);
    assertThat(failure.message()).contains("client ID", Samples.CLIENT, OTHER);
    assertThat(failure.remedy()).contains("identity.azure.clientID");
  }

  @Test
  void another_tenant_than_expected_is_shown_with_both_ids() {
    var failure = failure(expecting(Optional.of(Samples.CLIENT), Optional.of(OTHER)));

    assertThat(failure.reason()).isEqualTo(FailureReason.IdentityMismatch);
    assertThat(failure.message()).contains("tenant ID", Samples.TENANT, OTHER);
  }

  @Test
  void ids_are_compared_as_guids() throws StoreFailure {
    variables.put("AZURE_CLIENT_ID", "AAAAAAAA-2222-3333-4444-555555555555");
    var location = expecting(Optional.of("aaaaaaaa-2222-3333-4444-555555555555"), Optional.empty());

    assertThat(PodIdentity.of(location, WorkloadEnvironment.of(variables)).clientId())
        .startsWith("AAAAAAAA");
  }

  private Path tokenFile() {
    return directory.resolve("azure-identity-token");
  }

  private StoreFailure failure(AzureLocation location) {
    var failure =
        catchThrowableOfType(
            StoreFailure.class, () -> PodIdentity.of(location, WorkloadEnvironment.of(variables)));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static AzureLocation expecting(Optional<String> client, Optional<String> tenant) {
    return new AzureLocation("acme", "backups", AzureCloud.AzurePublicCloud, client, tenant);
  }
}
