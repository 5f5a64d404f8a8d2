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
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** On days of the week. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "self.days.all(d, self.days.exists_one(e, e == d))",
    message = "each day at most once",
    fieldPath = ".days")
public record WeeklyPolicy(
    @JsonPropertyDescription("Days of the week; each becomes a Stork schedule of its own.")
        @Required
        @Size(min = 1, max = 7) List<Weekday> days,
    @JsonPropertyDescription("Time of day, UTC, as in 22:30.")
        @Required
        @Size(max = 5) @Pattern(Patterns.TIME_OF_DAY) String time,
    @JsonPropertyDescription("How many successful backups are kept for each day.")
        @Min(1) @Max(1000) @Default("5")
        Integer retain,
    @JsonPropertyDescription("Incremental backups between two full ones; Portworx volumes only.")
        @Min(0) @Max(100) @Nullable Integer incrementals) {

  public WeeklyPolicy {
    days = Absent.orEmpty(days);
    retain = Objects.requireNonNullElse(retain, 5);
  }
}
