package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;

/** A command run in pods before or after a backup. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RuleAction(
    @JsonPropertyDescription("Kind of the action.") @Default("command") RuleActionType type,
    @JsonPropertyDescription("The command.") @Required @Size(min = 1, max = 4096) String value,
    @JsonPropertyDescription(
            "Whether it runs on while the backup is taken; refused after a backup.")
        @Default("false")
        boolean background,
    @JsonPropertyDescription("Whether it runs in one of the pods only.") @Default("false")
        boolean runInSinglePod) {

  public RuleAction {
    type = Objects.requireNonNullElse(type, RuleActionType.COMMAND);
  }
}
