package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.Format;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** How long the credentials live; never the credentials. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CredentialsStatus(
    @JsonPropertyDescription("Since when.") @Size(max = 40) @Format("date-time") @Nullable String obtainedAt,
    @JsonPropertyDescription("Until when.") @Size(max = 40) @Format("date-time") @Nullable String expiresAt) {}
