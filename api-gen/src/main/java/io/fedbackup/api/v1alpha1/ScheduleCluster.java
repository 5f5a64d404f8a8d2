package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.Format;
import io.fedbackup.api.crd.ListMapKeys;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the schedule is doing on one cluster. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScheduleCluster(
    @JsonPropertyDescription("Namespace of the ApplicationCluster.")
        @Required
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String namespace,
    @JsonPropertyDescription("Name of the ApplicationCluster.")
        @Required
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String name,
    @JsonPropertyDescription("How the schedule is doing there.") @Required ScheduleState state,
    @JsonPropertyDescription("Why.") @Size(max = 64) @Nullable String reason,
    @JsonPropertyDescription("Why, as a sentence.") @Size(max = 512) @Nullable String message,
    @JsonPropertyDescription("When the last run began.") @Size(max = 40) @Format("date-time") @Nullable String lastBackup,
    @JsonPropertyDescription("When the last successful run ended.")
        @Size(max = 40) @Format("date-time") @Nullable String lastSuccess,
    @JsonPropertyDescription("When the last failed run ended.") @Size(max = 40) @Format("date-time") @Nullable String lastFailure,
    @JsonPropertyDescription("Failed runs since the last successful one.") @Min(0) @Nullable Integer consecutiveFailures,
    @JsonPropertyDescription("Named namespaces that the cluster lacks.") @Size(max = 200) List<@Size(max = 63) String> missingNamespaces,
    @JsonPropertyDescription("Day of the week that the part without a name stands for.")
        @Size(max = 3) @Nullable String firstDay,
    @JsonPropertyDescription("Date of the month that the part without a name stands for.")
        @Min(1) @Max(31) @Nullable Integer firstDate,
    @JsonPropertyDescription("Stork schedules there.") @Size(max = 36) @ListMapKeys("part")
        List<ScheduleInstruction> instructions,
    @JsonPropertyDescription("Policies and rules that the Stork schedules there need.")
        @Size(max = 40) @ListMapKeys({"kind", "name"})
        List<UsedInstruction> uses,
    @JsonPropertyDescription("Since when runs are expected there as the policy says now.")
        @Size(max = 40) @Format("date-time") @Nullable String scheduledSince) {

  public ScheduleCluster {
    missingNamespaces = Absent.orEmpty(missingNamespaces);
    instructions = Absent.orEmpty(instructions);
    uses = Absent.orEmpty(uses);
  }
}
