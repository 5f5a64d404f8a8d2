package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.Format;
import io.fedbackup.api.crd.ListMapKeys;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What differs from intent, and what did. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DriftReportStatus(
    @JsonPropertyDescription("Whether anything differs now.") @Nullable DriftPhase phase,
    @JsonPropertyDescription("Number of entries, and of those left out.") @Min(0) @Nullable Integer count,
    @JsonPropertyDescription("How many of them still differ.") @Min(0) @Nullable Integer uncorrected,
    @JsonPropertyDescription("When the oldest of those that still differ was found.")
        @Size(max = 40) @Format("date-time") @Nullable String since,
    @JsonPropertyDescription("What differs, oldest first; then what was put right, newest first.")
        @Size(max = 500) List<DriftEntry> entries,
    @JsonPropertyDescription(
            "How many objects that differ are left out because there are too many.")
        @Min(0) @Nullable Integer truncated,
    @JsonPropertyDescription("Ready: the report is kept up to date. InSync: nothing differs now.")
        @ListMapKeys("type")
        @Size(max = 16) List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status was found for.") @Min(0) @Nullable Long observedGeneration) {

  public DriftReportStatus {
    entries = Absent.orEmpty(entries);
    conditions = Absent.orEmpty(conditions);
  }
}
