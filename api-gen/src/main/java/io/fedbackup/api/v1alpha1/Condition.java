package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.Format;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One aspect of how an object is doing, by the Kubernetes conventions. {@code lastTransitionTime}
 * changes only with {@code status}.
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Condition(
    @JsonPropertyDescription("What the condition is about, for example Ready.")
        @Required
        @Size(min = 1, max = 63) String type,
    @JsonPropertyDescription("Whether it holds.") @Required ConditionStatus status,
    @JsonPropertyDescription("Why, as one word out of the documented reasons.")
        @Required
        @Size(min = 1, max = 64) @Pattern("^[A-Z][A-Za-z0-9]*$") String reason,
    @JsonPropertyDescription("Why, as a sentence with the object, the cluster and the remedy.")
        @Size(max = 512) String message,
    @JsonPropertyDescription("When the status last changed.") @Size(max = 40) @Format("date-time") @Nullable String lastTransitionTime,
    @JsonPropertyDescription("The generation of the object that this was found for.") @Min(0) @Nullable Long observedGeneration) {

  public Condition {
    message = Objects.requireNonNullElse(message, "");
  }
}
