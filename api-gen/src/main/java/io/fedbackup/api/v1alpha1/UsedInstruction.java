package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A Stork policy or rule that a Stork schedule needs. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record UsedInstruction(
    @JsonPropertyDescription("Stork's kind: SchedulePolicy or Rule.") @Required @Size(max = 63) String kind,
    @JsonPropertyDescription("Its name on the cluster.") @Required @Size(max = 253) String name,
    @JsonPropertyDescription("Its UID.") @Required @Size(max = 64) String uid) {}
