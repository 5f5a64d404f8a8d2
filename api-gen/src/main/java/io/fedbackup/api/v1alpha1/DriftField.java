package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.Format;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** One field that is not as intended. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DriftField(
    @JsonPropertyDescription("Where, such as spec.suspend.") @Required @Size(min = 1, max = 512) String path,
    @JsonPropertyDescription(
            "What is wanted, as JSON; absent where the field should not be there; (hidden) for what is secret.")
        @Size(max = 256) @Nullable String want,
    @JsonPropertyDescription("What is there, in the same form; absent where the field is missing.")
        @Size(max = 256) @Nullable String have,
    @JsonPropertyDescription(
            "The field manager that wrote it last, where the API server says so: a program, not a person.")
        @Size(max = 128) @Nullable String manager,
    @JsonPropertyDescription("When that one wrote last.") @Size(max = 40) @Format("date-time") @Nullable String changedAt) {}
