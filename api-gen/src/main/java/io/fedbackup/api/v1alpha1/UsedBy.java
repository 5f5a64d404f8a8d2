package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** An object that uses this one. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record UsedBy(
    @JsonPropertyDescription("Kind of the user.") @Required @Size(max = 64) String kind,
    @JsonPropertyDescription("Its namespace.")
        @Required
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String namespace,
    @JsonPropertyDescription("Its name.") @Required @Size(max = 253) String name) {}
