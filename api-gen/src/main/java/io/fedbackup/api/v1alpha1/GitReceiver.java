package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A web hook that asks for a sync on push. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GitReceiver(
    @JsonPropertyDescription("Who calls.") @Required GitProvider provider,
    @JsonPropertyDescription("Secret that calls are checked with: token, or username and password.")
        @Required
        SecretReference secretRef) {}
