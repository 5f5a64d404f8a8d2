package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Whether blobs can be deleted. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ObjectLockStatus(
    @JsonPropertyDescription("Whether the container has an immutability policy.")
        @Nullable Boolean enabled,
    @JsonPropertyDescription("How long blobs cannot be deleted.") @Size(max = 64) @Nullable String retention,
    @JsonPropertyDescription("Whether the account keeps versions.") @Nullable Boolean versioning) {}
