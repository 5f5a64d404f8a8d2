package io.fedbackup.e2e.doubles.stork;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Stork reads of a BackupLocation: {@code location} alone. */
record Location(
    String type,
    String path,
    @Nullable AzureConfig azureConfig,
    String encryptionKey,
    String encryptionV2Key,
    String repositoryPassword,
    String secretConfig,
    boolean sync) {

  Location {
    type = Objects.requireNonNullElse(type, "");
    path = Objects.requireNonNullElse(path, "");
    encryptionKey = Objects.requireNonNullElse(encryptionKey, "");
    encryptionV2Key = Objects.requireNonNullElse(encryptionV2Key, "");
    repositoryPassword = Objects.requireNonNullElse(repositoryPassword, "");
    secretConfig = Objects.requireNonNullElse(secretConfig, "");
  }

  /** The Azure part. */
  record AzureConfig(
      @Nullable String storageAccountName,
      @Nullable String storageAccountKey,
      @Nullable String resourceGroupName,
      @Nullable String subscriptionID,
      @Nullable String environment,
      @Nullable String tenantID,
      @Nullable String clientID,
      @Nullable String clientSecret,
      boolean useWorkloadIdentity) {}

  static Location of(JsonNode backupLocation) {
    return GoJson.decode(backupLocation.path("location"), Location.class);
  }
}
