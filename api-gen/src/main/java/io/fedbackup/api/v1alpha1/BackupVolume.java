package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** One volume of a backup. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupVolume(
    @JsonPropertyDescription("Namespace of its claim.") @Size(max = 253) @Nullable String namespace,
    @JsonPropertyDescription("Name of its claim.") @Size(max = 253) @Nullable String persistentVolumeClaim,
    @JsonPropertyDescription("Name of the volume.") @Size(max = 253) @Nullable String volume,
    @JsonPropertyDescription("The driver that took it.") @Size(max = 253) @Nullable String driver,
    @JsonPropertyDescription("What Stork calls its state.") @Size(max = 64) @Nullable String status,
    @JsonPropertyDescription("Why, in Stork's words.") @Size(max = 512) @Nullable String reason,
    @JsonPropertyDescription("Its size.") @Min(0) @Nullable Long bytes,
    @JsonPropertyDescription("Stork's own entry in full, so that it can be written again.")
        @PreserveUnknownFields
        @Nullable ObjectNode record) {}
