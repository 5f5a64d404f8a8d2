package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which pods, and what is run in them. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RuleItem(
    @JsonPropertyDescription(
            "Labels of the pods, in each namespace of the backup. No such pod counts as success.")
        @Required
        @Size(min = 1, max = 20) Map<String, @Size(max = 63) String> podSelector,
    @JsonPropertyDescription("Container; default is the pod's only one.")
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) @Nullable String container,
    @JsonPropertyDescription("What is run, in this order.") @Required @Size(min = 1, max = 20) List<RuleAction> actions) {

  public RuleItem {
    podSelector = Absent.orEmpty(podSelector);
    actions = Absent.orEmpty(actions);
  }
}
