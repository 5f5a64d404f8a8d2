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

/** What is known of one schedule. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupScheduleStatus(
    @JsonPropertyDescription("How it is doing on all clusters that count.")
        @Nullable SchedulePhase phase,
    @JsonPropertyDescription("The foremost problem.") @Size(max = 64) @Nullable String reason,
    @JsonPropertyDescription("Clusters on which it stands.") @Min(0) @Nullable Integer clustersReady,
    @JsonPropertyDescription("Clusters that count.") @Min(0) @Nullable Integer clustersTotal,
    @JsonPropertyDescription("Clusters by state and reason.")
        @Size(max = 64) @ListMapKeys({"state", "reason"})
        List<StateCount> counts,
    @JsonPropertyDescription("When the last successful run on any cluster ended.")
        @Size(max = 40) @Format("date-time") @Nullable String lastSuccess,
    @JsonPropertyDescription("Clusters, problems first; at most 100.")
        @ListMapKeys({"namespace", "name"})
        @Size(max = 100) List<ScheduleCluster> clusters,
    @JsonPropertyDescription(
            "How the object is doing: Ready, Reconciling, Stalled and what is named for the kind.")
        @ListMapKeys("type")
        @Size(max = 16) List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status was found for.") @Min(0) @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "The last value of annotation fedbackup.io/requested-at that was served.")
        @Size(max = 253) @Nullable String lastHandledRequestAt) {

  public BackupScheduleStatus {
    counts = Absent.orEmpty(counts);
    clusters = Absent.orEmpty(clusters);
    conditions = Absent.orEmpty(conditions);
  }
}
