package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Names an object of a kind that the field tells. In another namespace the object must be shared.
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ObjectReference(
    @JsonPropertyDescription("Name of the object.")
        @Required
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String name,
    @JsonPropertyDescription("Namespace of the object; default is the own one.")
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) @Nullable String namespace) {}
