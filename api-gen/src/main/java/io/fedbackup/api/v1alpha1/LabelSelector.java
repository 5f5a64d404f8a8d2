package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * Selects by label: all of {@code matchLabels} and all of {@code matchExpressions} must hold. An
 * empty selector is refused by the schema.
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "(has(self.matchLabels) && size(self.matchLabels) > 0) || "
            + "(has(self.matchExpressions) && size(self.matchExpressions) > 0)",
    message =
        "an empty selector selects nothing and is refused: give matchLabels or matchExpressions")
public record LabelSelector(
    @JsonPropertyDescription("Labels with exactly these values.") @Size(max = 50) Map<String, @Size(max = 63) String> matchLabels,
    @JsonPropertyDescription("Expressions that all must hold.") @Size(max = 50) List<LabelSelectorRequirement> matchExpressions) {

  public LabelSelector {
    matchLabels = Absent.orEmpty(matchLabels);
    matchExpressions = Absent.orEmpty(matchExpressions);
  }
}
