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
import org.jspecify.annotations.Nullable;

/** One resource of a cluster, exactly. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResourceSelector(
    @JsonPropertyDescription("API group; empty or core for the core group.")
        @Size(max = 253) @Default("\"\"")
        String group,
    @JsonPropertyDescription("Served version.") @Required @Size(min = 1, max = 63) String version,
    @JsonPropertyDescription("Kind.") @Required @Size(min = 1, max = 63) String kind,
    @JsonPropertyDescription("Namespace; none for cluster-scoped kinds.")
        @Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) @Nullable String namespace,
    @JsonPropertyDescription("Name.") @Required @Size(max = 253) String name) {

  public ResourceSelector {
    group = Objects.requireNonNullElse(group, "");
  }
}
