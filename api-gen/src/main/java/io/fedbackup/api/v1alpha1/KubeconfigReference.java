package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;

/** Names the key of a Secret in the same namespace that holds a kubeconfig. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record KubeconfigReference(
    @JsonPropertyDescription("Name of the Secret.")
        @Required
        @Size(min = 1, max = 253) @Pattern(Patterns.DNS_SUBDOMAIN) String name,
    @JsonPropertyDescription("Key in the Secret.")
        @Size(min = 1, max = 253) @Pattern("^[-._a-zA-Z0-9]+$") @Default("kubeconfig")
        String key) {

  public KubeconfigReference {
    key = Objects.requireNonNullElse(key, "kubeconfig");
  }
}
