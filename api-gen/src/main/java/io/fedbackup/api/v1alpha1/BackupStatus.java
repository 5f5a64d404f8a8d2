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

/** What is known of one backup. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupStatus(
    @JsonPropertyDescription("How it is doing.") @Nullable BackupPhase phase,
    @JsonPropertyDescription("Stork's stage; Final is the end.") @Size(max = 64) @Nullable String stage,
    @JsonPropertyDescription("Why.") @Size(max = 64) @Nullable String reason,
    @JsonPropertyDescription("Why, as a sentence.") @Size(max = 512) @Nullable String message,
    @JsonPropertyDescription("Where its resource files are in the container.") @Size(max = 1024) @Nullable String path,
    @JsonPropertyDescription("When it began.") @Size(max = 40) @Format("date-time") @Nullable String startedAt,
    @JsonPropertyDescription("When it ended.") @Size(max = 40) @Format("date-time") @Nullable String finishedAt,
    @JsonPropertyDescription("Its bytes.") @Min(0) @Nullable Long bytes,
    @JsonPropertyDescription("Number of resources.") @Min(0) @Nullable Integer resources,
    @JsonPropertyDescription("Number of resources that failed.") @Min(0) @Nullable Integer failedResources,
    @JsonPropertyDescription("Its volumes.") @Size(max = 1000) List<BackupVolume> volumes,
    @JsonPropertyDescription("Number of volumes that failed.") @Min(0) @Nullable Integer failedVolumes,
    @JsonPropertyDescription("Named namespaces that the cluster lacks.") @Size(max = 200) List<@Size(max = 63) String> missingNamespaces,
    @JsonPropertyDescription("Until when the store keeps it from being deleted.")
        @Size(max = 40) @Format("date-time") @Nullable String lockedUntil,
    @JsonPropertyDescription("The identity that wrote it.") @Nullable CloudIdentity identity,
    @JsonPropertyDescription("Who asked for it.") @Nullable BackupOrigin origin,
    @JsonPropertyDescription("Stork's ApplicationBackup.") @Nullable StorkReference stork,
    @JsonPropertyDescription(
            "How the object is doing: Ready, Reconciling, Stalled and what is named for the kind.")
        @ListMapKeys("type")
        @Size(max = 16) List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status was found for.") @Min(0) @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "The last value of annotation fedbackup.io/requested-at that was served.")
        @Size(max = 253) @Nullable String lastHandledRequestAt) {

  public BackupStatus {
    volumes = Absent.orEmpty(volumes);
    missingNamespaces = Absent.orEmpty(missingNamespaces);
    conditions = Absent.orEmpty(conditions);
  }
}
