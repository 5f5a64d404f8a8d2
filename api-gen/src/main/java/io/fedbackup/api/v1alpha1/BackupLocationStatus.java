package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.ListMapKeys;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one backup location. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupLocationStatus(
    @JsonPropertyDescription("How it is doing on all clusters that count.")
        @Nullable LocationPhase phase,
    @JsonPropertyDescription("The foremost problem.") @Size(max = 64) @Nullable String reason,
    @JsonPropertyDescription("Clusters on which it is Valid.") @Min(0) @Nullable Integer clustersValid,
    @JsonPropertyDescription("Clusters that count.") @Min(0) @Nullable Integer clustersTotal,
    @JsonPropertyDescription("Clusters by state and reason.")
        @Size(max = 64) @ListMapKeys({"state", "reason"})
        List<StateCount> counts,
    @JsonPropertyDescription("Clusters, problems first; at most 100.")
        @ListMapKeys({"namespace", "name"})
        @Size(max = 100) List<LocationCluster> clusters,
    @JsonPropertyDescription(
            "Whether blobs can be deleted; absent where the identity may not read it.")
        @Nullable ObjectLockStatus objectLock,
    @JsonPropertyDescription("The last search for unknown backups.")
        @Nullable LocationSyncStatus sync,
    @JsonPropertyDescription("What known backups take up.") @Nullable LocationUsage usage,
    @JsonPropertyDescription("What is left over in the store.") @Nullable LocationOrphans orphans,
    @JsonPropertyDescription(
            "Beginning of the SHA-256 of the encryption key, once a backup succeeded with it.")
        @Size(max = 64) @Nullable String encryptionKeyFingerprint,
    @JsonPropertyDescription(
            "The last value of annotation fedbackup.io/sync-requested-at that was served.")
        @Size(max = 253) @Nullable String lastHandledSyncRequestAt,
    @JsonPropertyDescription("What holds up the removal.") @Size(max = 100) List<UsedBy> users,
    @JsonPropertyDescription(
            "How the object is doing: Ready, Reconciling, Stalled and what is named for the kind.")
        @ListMapKeys("type")
        @Size(max = 16) List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status was found for.") @Min(0) @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "The last value of annotation fedbackup.io/requested-at that was served.")
        @Size(max = 253) @Nullable String lastHandledRequestAt) {

  public BackupLocationStatus {
    counts = Absent.orEmpty(counts);
    clusters = Absent.orEmpty(clusters);
    users = Absent.orEmpty(users);
    conditions = Absent.orEmpty(conditions);
  }
}
