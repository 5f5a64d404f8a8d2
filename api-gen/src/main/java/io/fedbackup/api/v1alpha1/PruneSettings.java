package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;

/** Whether and how much is removed that is no longer in Git. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PruneSettings(
    @JsonPropertyDescription("Whether objects that left Git are removed.") @Default("true")
        Boolean enabled,
    @JsonPropertyDescription(
            "More than this part of what there is now, rounded up and at least one, waits for a person.")
        @Size(max = 4) @Pattern("^([0-9]|[1-9][0-9]|100)%$") @Default("20%")
        String maximum) {

  public PruneSettings {
    enabled = Objects.requireNonNullElse(enabled, true);
    maximum = Objects.requireNonNullElse(maximum, "20%");
  }

  /** On, up to a fifth. */
  public static PruneSettings defaults() {
    return PruneSettingsBuilder.builder().build();
  }
}
