package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is backed up, when, where to, on which clusters. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupScheduleSpec(
    @JsonPropertyDescription("Clusters that get the schedule.") @Nullable ClusterSelection clusters,
    @JsonPropertyDescription("When, and how many are kept.") @Required
        ObjectReference schedulePolicyRef,
    @JsonPropertyDescription("Where to.") @Required ObjectReference locationRef,
    @JsonPropertyDescription("No new runs; what is there stays.") @Default("false") boolean suspend,
    @JsonPropertyDescription("Whether a missed run is made up for.") @Default("true")
        Boolean catchUp,
    @JsonPropertyDescription(
            "Whether backups whose volumes stay as snapshots in the cluster's own cloud account protect.")
        @Default("false")
        boolean acceptSnapshots,
    @JsonPropertyDescription("What becomes of the data of a backup that retention removes.")
        @Default("Delete")
        ReclaimPolicy reclaimPolicy,
    @JsonPropertyDescription("What a backup takes.") @Required BackupTemplate template) {

  public BackupScheduleSpec {
    catchUp = Objects.requireNonNullElse(catchUp, true);
    reclaimPolicy = Objects.requireNonNullElse(reclaimPolicy, ReclaimPolicy.DELETE);
  }
}
