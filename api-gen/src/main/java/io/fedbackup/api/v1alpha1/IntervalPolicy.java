package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every so many minutes. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record IntervalPolicy(
    @JsonPropertyDescription("Minutes between two backups.") @Required @Min(1) @Max(525600) int minutes,
    @JsonPropertyDescription("How many successful backups are kept.")
        @Min(1) @Max(1000) @Default("10")
        Integer retain,
    @JsonPropertyDescription("Incremental backups between two full ones; Portworx volumes only.")
        @Min(0) @Max(100) @Nullable Integer incrementals) {

  public IntervalPolicy {
    retain = Objects.requireNonNullElse(retain, 10);
  }
}
