package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Lets the agent's pods run on tainted nodes, as in a pod. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Toleration(
    @JsonPropertyDescription("The taint's key; none means all.") @Size(max = 317) @Nullable String key,
    @JsonPropertyDescription("How key and value are compared; default is Equal.")
        @Nullable TolerationOperator operator,
    @JsonPropertyDescription("The taint's value.") @Size(max = 63) @Nullable String value,
    @JsonPropertyDescription("The taint's effect; none means all.") @Nullable TaintEffect effect,
    @JsonPropertyDescription("For how long, with effect NoExecute.") @Min(0) @Nullable Long tolerationSeconds) {}
