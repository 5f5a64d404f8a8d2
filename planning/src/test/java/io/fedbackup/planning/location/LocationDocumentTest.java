package io.fedbackup.planning.location;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.api.v1alpha1.AzureEnvironment;
import io.fedbackup.api.v1alpha1.AzureLocation;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.Ownership;
import org.junit.jupiter.api.Test;

class LocationDocumentTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Ownership OWNERSHIP =
      new Ownership("inst", "BackupLocation", new ObjectName("team-a", "main"), "u-1", "abc");
  private static final AzureLocation AZURE =
      new AzureLocation("acct1", "backups", AzureEnvironment.AZURE_PUBLIC_CLOUD, "rg", null);

  @Test
  void itHasAFederatedIdentityAndNoKey() throws JsonProcessingException {
    JsonNode expected =
        JSON.readTree(
            """
            {"type": "azure", "path": "backups", "sync": false,
             "azureConfig": {"storageAccountName": "acct1", "resourceGroupName": "rg",
               "environment": "AzurePublicCloud", "useWorkloadIdentity": true}}
            """);

    assertThat(json().path("location")).isEqualTo(expected);
  }

  @Test
  void itIsNamedByRuleOneAndOwned() {
    JsonNode metadata = json().path("metadata");

    assertThat(metadata.path("name").asText()).isEqualTo("main-2d430ea080");
    assertThat(metadata.path("namespace").asText()).isEqualTo("kube-system");
    assertThat(metadata.path("labels").path("fedbackup.io/installation").asText())
        .isEqualTo("inst");
    assertThat(metadata.path("annotations").path("fedbackup.io/owner-uid").asText())
        .isEqualTo("u-1");
  }

  @Test
  void itHasNoNulls() {
    assertThat(json().findValues("location"))
        .allSatisfy(node -> assertThat(node.toString()).doesNotContain("null"));
    assertThat(json().has("spec")).isFalse();
    assertThat(json().has("status")).isFalse();
  }

  @Test
  void anotherResourceGroupIsAnotherIntent() {
    AzureLocation other =
        new AzureLocation("acct1", "backups", AzureEnvironment.AZURE_PUBLIC_CLOUD, "rg2", null);

    assertThat(LocationDocument.sameIntent(document(AZURE), document(AZURE))).isTrue();
    assertThat(LocationDocument.sameIntent(document(AZURE), document(other))).isFalse();
  }

  @Test
  void anotherOwnerIsAnotherIntent() {
    Ownership rebuilt =
        new Ownership("inst", "BackupLocation", new ObjectName("team-a", "main"), "u-2", "abc");

    assertThat(
            LocationDocument.sameIntent(
                document(AZURE), LocationDocument.render(rebuilt, "kube-system", AZURE)))
        .isFalse();
  }

  private static org.libopenstorage.stork.v1alpha1.BackupLocation document(AzureLocation azure) {
    return LocationDocument.render(OWNERSHIP, "kube-system", azure);
  }

  private static JsonNode json() {
    return JSON.valueToTree(document(AZURE));
  }
}
