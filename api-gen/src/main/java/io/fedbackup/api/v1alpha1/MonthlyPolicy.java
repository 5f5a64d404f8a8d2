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

/** On dates of the month. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "self.dates.all(d, d <= 28)",
    message = "NotSupportedByStork: 1 to 28, since Stork skips months that lack a date",
    fieldPath = ".dates")
@ValidationRule(
    value = "self.dates.all(d, self.dates.exists_one(e, e == d))",
    message = "each date at most once",
    fieldPath = ".dates")
public record MonthlyPolicy(
    @JsonPropertyDescription(
            "Dates of the month, 1 to 28; each becomes a Stork schedule of its own. Stork "
                + "skips months that lack a date, so later ones are refused.")
        @Required
        @Size(min = 1, max = 31) List<@Min(1) @Max(31) Integer> dates,
    @JsonPropertyDescription("Time of day, UTC, as in 22:30.")
        @Required
        @Size(max = 5) @Pattern(Patterns.TIME_OF_DAY) String time,
    @JsonPropertyDescription("How many successful backups are kept for each date.")
        @Min(1) @Max(1000) @Default("12")
        Integer retain,
    @JsonPropertyDescription("Incremental backups between two full ones; Portworx volumes only.")
        @Min(0) @Max(100) @Nullable Integer incrementals) {

  public MonthlyPolicy {
    dates = Absent.orEmpty(dates);
    retain = Objects.requireNonNullElse(retain, 12);
  }
}
