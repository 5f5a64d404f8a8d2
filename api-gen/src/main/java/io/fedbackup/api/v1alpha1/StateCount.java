package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;

/** How many clusters are in a state for a reason. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StateCount(
    @JsonPropertyDescription("The state.") @Required @Size(max = 64) String state,
    @JsonPropertyDescription("The reason; empty where there is none.")
        @Size(max = 64) @Default("\"\"")
        String reason,
    @JsonPropertyDescription("Number of clusters.") @Required @Min(0) int count) {

  public StateCount {
    reason = Objects.requireNonNullElse(reason, "");
  }
}
