package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;

/**
 * What happens on the cluster when the ApplicationCluster is removed. Data in the object store
 * stays in any case.
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record OnRemoval(
    @JsonPropertyDescription("Stork's backup records.") @Default("Retain") BackupsOnRemoval backups,
    @JsonPropertyDescription("Schedules, policies, rules and unused locations.") @Default("Remove")
        InstructionsOnRemoval instructions) {

  public OnRemoval {
    backups = Objects.requireNonNullElse(backups, BackupsOnRemoval.RETAIN);
    instructions = Objects.requireNonNullElse(instructions, InstructionsOnRemoval.REMOVE);
  }

  /** Records stay, instructions go. */
  public static OnRemoval defaults() {
    return OnRemovalBuilder.builder().build();
  }
}
