package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is wanted of one cluster that runs Stork. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApplicationClusterSpec(
    @JsonPropertyDescription("How the cluster is reached.") @Required ClusterAccess access,
    @JsonPropertyDescription("Where Stork lives on the cluster.") @Default("{}")
        StorkSettings stork,
    @JsonPropertyDescription("How the agent runs on the cluster.") @Nullable AgentSettings agent,
    @JsonPropertyDescription("No new instructions; statuses are still read.") @Default("false")
        boolean suspend,
    @JsonPropertyDescription("What happens on the cluster when this object is removed.")
        @Default("{}")
        OnRemoval onRemoval,
    @JsonPropertyDescription(
            "How long removals wait for the cluster. Then an Event InstructionsLeft lists "
                + "what stayed behind.")
        @Size(max = 32) @Pattern(Patterns.DURATION) @ValidationRule(value = "duration(self) >= duration('1m')", message = "at least 1m")
        @Default("1h")
        String removalTimeout,
    @JsonPropertyDescription("Other namespaces that may use the cluster.") @Size(max = 50) List<ClusterSharedWith> sharedWith) {

  public ApplicationClusterSpec {
    stork = Objects.requireNonNullElse(stork, StorkSettings.defaults());
    onRemoval = Objects.requireNonNullElse(onRemoval, OnRemoval.defaults());
    removalTimeout = Objects.requireNonNullElse(removalTimeout, "1h");
    sharedWith = Absent.orEmpty(sharedWith);
  }
}
