package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Commands before or after a backup. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RuleSpec(
    @JsonPropertyDescription("Pods and commands, in this order.") @Required @Size(min = 1, max = 20) List<RuleItem> rules,
    @JsonPropertyDescription("Other namespaces that may use it.") @Size(max = 50) List<SharedWith> sharedWith) {

  public RuleSpec {
    rules = Absent.orEmpty(rules);
    sharedWith = Absent.orEmpty(sharedWith);
  }
}
