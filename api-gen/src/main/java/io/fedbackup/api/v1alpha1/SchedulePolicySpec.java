package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When backups are taken and how many are kept. Times are UTC. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.interval) || has(self.daily) || has(self.weekly) || has(self.monthly)",
    message = "interval, daily, weekly, monthly: at least one of the four")
public record SchedulePolicySpec(
    @JsonPropertyDescription("Every so many minutes.") @Nullable IntervalPolicy interval,
    @JsonPropertyDescription("Every day.") @Nullable DailyPolicy daily,
    @JsonPropertyDescription("On days of the week.") @Nullable WeeklyPolicy weekly,
    @JsonPropertyDescription("On dates of the month.") @Nullable MonthlyPolicy monthly,
    @JsonPropertyDescription("Other namespaces that may use it.") @Size(max = 50) List<SharedWith> sharedWith) {

  public SchedulePolicySpec {
    sharedWith = Absent.orEmpty(sharedWith);
  }
}
