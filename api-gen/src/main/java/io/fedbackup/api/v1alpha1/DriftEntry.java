package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.Format;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One object that is not as intended, or was not. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DriftEntry(
    @JsonPropertyDescription("What it differs from: Git, or what a cluster was told.") @Required
        DriftLayer layer,
    @JsonPropertyDescription("Kind of the object.") @Required @Size(min = 1, max = 64) String kind,
    @JsonPropertyDescription("Its namespace; absent where it has none.") @Size(max = 63) @Nullable String namespace,
    @JsonPropertyDescription("Its name.") @Required @Size(min = 1, max = 253) String name,
    @JsonPropertyDescription(
            "Name of the ApplicationCluster that it is on; absent on the backup cluster.")
        @Size(max = 63) @Nullable String cluster,
    @JsonPropertyDescription("What is wrong with it.") @Required DriftType type,
    @JsonPropertyDescription("The fields that differ, where it is Modified.") @Size(max = 50) List<DriftField> fields,
    @JsonPropertyDescription("When it was found; for Missing, when the watch saw it go.")
        @Size(max = 40) @Format("date-time") @Nullable String detectedAt,
    @JsonPropertyDescription("When it was as intended again; absent while it differs.")
        @Size(max = 40) @Format("date-time") @Nullable String correctedAt) {

  public DriftEntry {
    fields = Absent.orEmpty(fields);
  }
}
