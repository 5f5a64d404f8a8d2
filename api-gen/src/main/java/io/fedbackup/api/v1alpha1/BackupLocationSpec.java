package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is wanted of one container that backups go to. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "self.provider == 'azure' ? has(self.azure) : !has(self.azure)",
    message = "azure: required with provider azure")
public record BackupLocationSpec(
    @JsonPropertyDescription("Kind of object store.") @Required LocationProvider provider,
    @JsonPropertyDescription("The container, for provider azure.") @Nullable AzureLocation azure,
    @JsonPropertyDescription("Clusters that get the location.") @Nullable ClusterSelection clusters,
    @JsonPropertyDescription("Key that Stork encrypts resource files with.")
        @Nullable SecretKeyReference encryptionKeySecretRef,
    @JsonPropertyDescription("How often clusters prove that they can use it.") @Default("{}")
        ValidationSettings validation,
    @JsonPropertyDescription("When it is searched for unknown backups.")
        @Nullable LocationSync sync,
    @JsonPropertyDescription("The identity that is expected on the clusters.")
        @Nullable LocationIdentity identity,
    @JsonPropertyDescription("Other namespaces that may use it.") @Size(max = 50) List<SharedWith> sharedWith) {

  public BackupLocationSpec {
    validation = Objects.requireNonNullElse(validation, ValidationSettings.defaults());
    sharedWith = Absent.orEmpty(sharedWith);
  }
}
