package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;

/**
 * What waits for a person. Annotation fedbackup.io/confirm with this token lets just this happen.
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Confirmation(
    @JsonPropertyDescription("The token; it is made from what would happen.")
        @Required
        @Size(min = 1, max = 64) String token,
    @JsonPropertyDescription("Why a person is asked.") @Required @Size(max = 64) String reason,
    @JsonPropertyDescription("What would happen.") @Size(max = 512) String message) {

  public Confirmation {
    message = Objects.requireNonNullElse(message, "");
  }
}
