package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Access to a Gardener shoot by short-lived kubeconfigs that the garden hands out. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ShootAccess(
    @JsonPropertyDescription("Kubeconfig of the garden.") @Required
        KubeconfigReference gardenSecretRef,
    @JsonPropertyDescription("Project of the shoot.")
        @Required
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String project,
    @JsonPropertyDescription("Name of the shoot.")
        @Required
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String name) {}
