package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Reports results back to the commit. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CommitStatus(
    @JsonPropertyDescription("Where to.") @Required GitProvider provider,
    @JsonPropertyDescription("Secret with a token for it; address, context and ca.crt as needed.")
        @Required
        SecretReference secretRef) {}
