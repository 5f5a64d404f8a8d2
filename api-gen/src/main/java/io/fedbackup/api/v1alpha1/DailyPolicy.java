package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every day. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DailyPolicy(
    @JsonPropertyDescription("Time of day, UTC, as in 22:30.")
        @Required
        @Size(max = 5) @Pattern(Patterns.TIME_OF_DAY) String time,
    @JsonPropertyDescription("How many successful backups are kept.")
        @Min(1) @Max(1000) @Default("10")
        Integer retain,
    @JsonPropertyDescription("Incremental backups between two full ones; Portworx volumes only.")
        @Min(0) @Max(100) @Nullable Integer incrementals) {

  public DailyPolicy {
    retain = Objects.requireNonNullElse(retain, 10);
  }
}
