package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.ListMapKeys;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a GitSync owns. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Inventory(
    @JsonPropertyDescription("Number of objects.") @Min(0) @Nullable Integer count,
    @JsonPropertyDescription("The objects, up to 500.")
        @Size(max = 500) @ListMapKeys({"apiVersion", "kind", "namespace", "name"})
        List<InventoryEntry> entries,
    @JsonPropertyDescription("ConfigMaps that list them where there are more.") @Size(max = 200) List<@Size(max = 253) String> configMaps) {

  public Inventory {
    entries = Absent.orEmpty(entries);
    configMaps = Absent.orEmpty(configMaps);
  }
}
