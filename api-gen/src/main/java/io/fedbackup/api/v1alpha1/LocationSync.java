package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;

/** When the location is searched for backups that are not known here. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LocationSync(
    @JsonPropertyDescription("When.") @Default("Manual") SyncMode mode,
    @JsonPropertyDescription("Time between two searches.")
        @Size(max = 32) @Pattern(Patterns.DURATION) @ValidationRule(value = "duration(self) >= duration('1m')", message = "at least 1m")
        @Default("1h")
        String interval,
    @JsonPropertyDescription("How long one may take.")
        @Size(max = 32) @Pattern(Patterns.DURATION) @ValidationRule(value = "duration(self) >= duration('1m')", message = "at least 1m")
        @Default("1h")
        String timeout) {

  public LocationSync {
    mode = Objects.requireNonNullElse(mode, SyncMode.MANUAL);
    interval = Objects.requireNonNullElse(interval, "1h");
    timeout = Objects.requireNonNullElse(timeout, "1h");
  }
}
