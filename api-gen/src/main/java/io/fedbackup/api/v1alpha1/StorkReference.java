package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The Stork object that this one stands for. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StorkReference(
    @JsonPropertyDescription("Its namespace.") @Required @Size(max = 253) String namespace,
    @JsonPropertyDescription("Its name.") @Required @Size(max = 253) String name,
    @JsonPropertyDescription("Its UID; absent until it was created.") @Size(max = 64) @Nullable String uid) {}
