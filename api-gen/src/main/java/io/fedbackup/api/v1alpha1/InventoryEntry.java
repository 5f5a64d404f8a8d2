package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;

/** An object that a GitSync owns. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record InventoryEntry(
    @JsonPropertyDescription("Its API version.") @Required @Size(max = 253) String apiVersion,
    @JsonPropertyDescription("Its kind.") @Required @Size(max = 64) String kind,
    @JsonPropertyDescription("Its namespace.") @Size(max = 63) @Default("\"\"") String namespace,
    @JsonPropertyDescription("Its name.") @Required @Size(max = 253) String name) {

  public InventoryEntry {
    namespace = Objects.requireNonNullElse(namespace, "");
  }
}
