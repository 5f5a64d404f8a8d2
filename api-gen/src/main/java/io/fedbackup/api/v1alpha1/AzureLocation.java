package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.Immutable;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A container in Azure Blob Storage. Endpoints are not part of it: they follow from the
 * environment.
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AzureLocation(
    @JsonPropertyDescription("Storage account; immutable.")
        @Required
        @Immutable
        @Size(max = 24) @Pattern(Patterns.STORAGE_ACCOUNT) String storageAccount,
    @JsonPropertyDescription("Container; immutable.")
        @Required
        @Immutable
        @Size(max = 63) @Pattern(Patterns.CONTAINER) String container,
    @JsonPropertyDescription("Cloud that the account is in.") @Default("AzurePublicCloud")
        AzureEnvironment environment,
    @JsonPropertyDescription("Resource group of the account.")
        @Size(min = 1, max = 90) @Pattern(Patterns.RESOURCE_GROUP) @Nullable String resourceGroup,
    @JsonPropertyDescription("Subscription of the account.") @Size(max = 36) @Pattern(Patterns.GUID) @Nullable String subscriptionID) {

  public AzureLocation {
    environment = Objects.requireNonNullElse(environment, AzureEnvironment.AZURE_PUBLIC_CLOUD);
  }
}
