package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.Format;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The last search for unknown backups. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LocationSyncStatus(
    @JsonPropertyDescription("How it is doing.") @Nullable SyncState state,
    @JsonPropertyDescription("The cluster that does it.") @Nullable ObjectReference cluster,
    @JsonPropertyDescription("When it began.") @Size(max = 40) @Format("date-time") @Nullable String startedAt,
    @JsonPropertyDescription("When it ended.") @Size(max = 40) @Format("date-time") @Nullable String finishedAt,
    @JsonPropertyDescription("Backups of it that are known here.") @Min(0) @Nullable Integer processed,
    @JsonPropertyDescription("Backups that the agent counted.") @Min(0) @Nullable Integer found,
    @JsonPropertyDescription("Backups that became known by it.") @Min(0) @Nullable Integer adopted,
    @JsonPropertyDescription("Why it failed.") @Size(max = 64) @Nullable String reason,
    @JsonPropertyDescription("Why, as a sentence.") @Size(max = 512) @Nullable String message) {}
