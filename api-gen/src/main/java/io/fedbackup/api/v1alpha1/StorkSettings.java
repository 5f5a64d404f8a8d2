package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.Immutable;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;

/** Where Stork lives on the cluster. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StorkSettings(
    @JsonPropertyDescription("Namespace of Stork's Deployment.")
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) @Default("portworx")
        String namespace,
    @JsonPropertyDescription("Service account that Stork runs as.")
        @Size(min = 1, max = 253) @Pattern(Patterns.DNS_SUBDOMAIN) @Default("stork")
        String serviceAccountName,
    @JsonPropertyDescription(
            "Stork's admin namespace: Stork resources are written there. Immutable.")
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) @Default("kube-system")
        @Immutable
        String adminNamespace,
    @JsonPropertyDescription("An older Stork is not used.")
        @Size(max = 32) @Pattern("^[0-9]+\\.[0-9]+\\.[0-9]+$") @Default("26.3.0")
        String minimumVersion) {

  public StorkSettings {
    namespace = Objects.requireNonNullElse(namespace, "portworx");
    serviceAccountName = Objects.requireNonNullElse(serviceAccountName, "stork");
    adminNamespace = Objects.requireNonNullElse(adminNamespace, "kube-system");
    minimumVersion = Objects.requireNonNullElse(minimumVersion, "26.3.0");
  }

  /** Where Stork is unless said otherwise. */
  public static StorkSettings defaults() {
    return StorkSettingsBuilder.builder().build();
  }
}
