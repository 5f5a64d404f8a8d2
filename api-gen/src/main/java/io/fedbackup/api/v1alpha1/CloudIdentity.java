package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** An Entra ID identity: public names, no credential. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CloudIdentity(
    @JsonPropertyDescription("Client ID of the identity.") @Size(max = 36) @Pattern(Patterns.GUID) @Nullable String clientID,
    @JsonPropertyDescription("Tenant of the identity.") @Size(max = 36) @Pattern(Patterns.GUID) @Nullable String tenantID) {}
