package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.Format;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** How the location is doing on one cluster. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LocationCluster(
    @JsonPropertyDescription("Namespace of the ApplicationCluster.")
        @Required
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String namespace,
    @JsonPropertyDescription("Name of the ApplicationCluster.")
        @Required
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String name,
    @JsonPropertyDescription("How the location is doing there.") @Required LocationState state,
    @JsonPropertyDescription("Why it is not Valid.") @Size(max = 64) @Nullable String reason,
    @JsonPropertyDescription("Why, as a sentence.") @Size(max = 512) @Nullable String message,
    @JsonPropertyDescription("What to do about it.") @Size(max = 512) @Nullable String remedy,
    @JsonPropertyDescription("When the agent last reached a verdict.")
        @Size(max = 40) @Format("date-time") @Nullable String lastValidationTime,
    @JsonPropertyDescription("Name of Stork's BackupLocation there.") @Size(max = 253) @Nullable String storkName,
    @JsonPropertyDescription(
            "UID of Stork's BackupLocation there; another one means that it was made again.")
        @Size(max = 64) @Nullable String storkUID,
    @JsonPropertyDescription("The identity that the agent had there.")
        @Nullable CloudIdentity identity) {}
