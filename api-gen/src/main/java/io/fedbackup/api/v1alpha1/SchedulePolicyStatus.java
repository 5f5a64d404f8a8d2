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

/** What is known of one schedule policy. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SchedulePolicyStatus(
    @JsonPropertyDescription("Whether it is used.") @Nullable UsagePhase phase,
    @JsonPropertyDescription("Why it is refused or waits.") @Size(max = 64) @Nullable String reason,
    @JsonPropertyDescription("How many objects name it.") @Min(0) @Nullable Integer usedBy,
    @JsonPropertyDescription("What names it; at most 100.") @Size(max = 100) List<UsedBy> users,
    @JsonPropertyDescription(
            "How the object is doing: Ready, Reconciling, Stalled and what is named for the kind.")
        @ListMapKeys("type")
        @Size(max = 16) List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status was found for.") @Min(0) @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "The last value of annotation fedbackup.io/requested-at that was served.")
        @Size(max = 253) @Nullable String lastHandledRequestAt) {

  public SchedulePolicyStatus {
    users = Absent.orEmpty(users);
    conditions = Absent.orEmpty(conditions);
  }
}
