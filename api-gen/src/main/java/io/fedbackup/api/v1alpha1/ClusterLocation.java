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

/** How one backup location is doing on this cluster. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClusterLocation(
    @JsonPropertyDescription("Namespace of the BackupLocation.")
        @Required
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String namespace,
    @JsonPropertyDescription("Name of the BackupLocation.")
        @Required
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String name,
    @JsonPropertyDescription("How it is doing on this cluster.") @Required LocationState state,
    @JsonPropertyDescription("Why it is not Valid.") @Size(max = 64) @Nullable String reason,
    @JsonPropertyDescription("Why, as a sentence.") @Size(max = 512) @Nullable String message,
    @JsonPropertyDescription("What to do about it.") @Size(max = 512) @Nullable String remedy,
    @JsonPropertyDescription("When the agent last reached a verdict.")
        @Size(max = 40) @Format("date-time") @Nullable String lastValidationTime) {}
