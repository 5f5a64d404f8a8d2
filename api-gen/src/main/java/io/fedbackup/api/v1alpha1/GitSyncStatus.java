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

/** What is known of one GitSync. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GitSyncStatus(
    @JsonPropertyDescription("How it is doing.") @Nullable SyncPhase phase,
    @JsonPropertyDescription("Why it is not Synced.") @Size(max = 64) @Nullable String reason,
    @JsonPropertyDescription("The revision last looked at.") @Size(max = 320) @Nullable String lastAttemptedRevision,
    @JsonPropertyDescription("The revision last applied in full.") @Size(max = 320) @Nullable String lastAppliedRevision,
    @JsonPropertyDescription("When that was.") @Size(max = 40) @Format("date-time") @Nullable String lastAppliedAt,
    @JsonPropertyDescription(
            "Stands for that revision together with the settings it was applied with; what differs while it stays was changed by somebody else.")
        @Size(max = 64) @Nullable String appliedDigest,
    @JsonPropertyDescription("What it owns.") @Nullable Inventory inventory,
    @JsonPropertyDescription("How much differs from Git.") @Nullable DriftSummary drift,
    @JsonPropertyDescription("What waits for a person.") @Nullable Confirmation confirmation,
    @JsonPropertyDescription(
            "How the object is doing: Ready, Reconciling, Stalled and what is named for the kind.")
        @ListMapKeys("type")
        @Size(max = 16) List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status was found for.") @Min(0) @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "The last value of annotation fedbackup.io/requested-at that was served.")
        @Size(max = 253) @Nullable String lastHandledRequestAt) {

  public GitSyncStatus {
    conditions = Absent.orEmpty(conditions);
  }
}
