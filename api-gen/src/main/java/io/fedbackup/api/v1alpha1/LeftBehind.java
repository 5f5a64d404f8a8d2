package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.Format;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** An instruction that could not be removed in time. It is removed when the cluster is back. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LeftBehind(
    @JsonPropertyDescription("Kind of the Stork resource.") @Required @Size(max = 64) String kind,
    @JsonPropertyDescription("Its namespace.") @Size(max = 253) @Nullable String namespace,
    @JsonPropertyDescription("Its name.") @Required @Size(max = 253) String name,
    @JsonPropertyDescription("Its UID.") @Size(max = 64) @Nullable String uid,
    @JsonPropertyDescription("Since when it is left.") @Size(max = 40) @Format("date-time") @Nullable String since) {}
