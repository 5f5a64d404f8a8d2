package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Stork schedule that stands for one part of the policy. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScheduleInstruction(
    @JsonPropertyDescription(
            "Empty for the first day or date as the policy listed it when the schedule "
                + "was made; else the day or date.")
        @Size(max = 8) @Default("\"\"")
        String part,
    @JsonPropertyDescription("Name of Stork's ApplicationBackupSchedule.")
        @Required
        @Size(max = 253) String name,
    @JsonPropertyDescription("Its UID.") @Size(max = 64) @Nullable String uid) {

  public ScheduleInstruction {
    part = Objects.requireNonNullElse(part, "");
  }
}
