package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** One expression of a label selector. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "self.operator in ['In', 'NotIn'] ? has(self.values) && size(self.values) > 0 "
            + ": !has(self.values) || size(self.values) == 0",
    message = "values: at least one for In and NotIn, none for Exists and DoesNotExist")
public record LabelSelectorRequirement(
    @JsonPropertyDescription("The label.") @Required @Size(min = 1, max = 317) String key,
    @JsonPropertyDescription("How the label relates to the values.") @Required
        SelectorOperator operator,
    @JsonPropertyDescription("The values; none for Exists and DoesNotExist.") @Size(max = 50) List<@Size(max = 63) String> values) {

  public LabelSelectorRequirement {
    values = Absent.orEmpty(values);
  }
}
