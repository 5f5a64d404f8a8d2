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

/** How often a cluster proves that it can use the location. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ValidationSettings(
    @JsonPropertyDescription("Time between two validations.")
        @Size(max = 32) @Pattern(Patterns.DURATION) @ValidationRule(value = "duration(self) >= duration('1m')", message = "at least 1m")
        @Default("1h")
        String interval,
    @JsonPropertyDescription("How long one may take.")
        @Size(max = 32) @Pattern(Patterns.DURATION) @ValidationRule(value = "duration(self) >= duration('10s')", message = "at least 10s")
        @Default("5m")
        String timeout) {

  public ValidationSettings {
    interval = Objects.requireNonNullElse(interval, "1h");
    timeout = Objects.requireNonNullElse(timeout, "5m");
  }

  /** Hourly, five minutes each. */
  public static ValidationSettings defaults() {
    return ValidationSettingsBuilder.builder().build();
  }
}
