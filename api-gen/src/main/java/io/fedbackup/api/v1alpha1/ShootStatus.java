package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the garden says of the shoot. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ShootStatus(
    @JsonPropertyDescription("Project.") @Size(max = 253) @Nullable String project,
    @JsonPropertyDescription("Name.") @Size(max = 253) @Nullable String name,
    @JsonPropertyDescription("UID of the Shoot.") @Size(max = 64) @Nullable String uid,
    @JsonPropertyDescription("Seed that runs its control plane.") @Size(max = 253) @Nullable String seed,
    @JsonPropertyDescription("Its technical ID.") @Size(max = 253) @Nullable String technicalID,
    @JsonPropertyDescription("Issuer of its service-account tokens.") @Size(max = 2048) @Nullable String issuer,
    @JsonPropertyDescription("Labels of the Shoot.") @Size(max = 100) Map<String, @Size(max = 63) String> labels,
    @JsonPropertyDescription("Names of the ClusterDiscoveries that found it.") @Size(max = 50) List<@Size(max = 253) String> discoveredBy,
    @JsonPropertyDescription("Whether a discovery still selects it.") @Nullable Boolean managed) {

  public ShootStatus {
    labels = Absent.orEmpty(labels);
    discoveredBy = Absent.orEmpty(discoveredBy);
  }
}
