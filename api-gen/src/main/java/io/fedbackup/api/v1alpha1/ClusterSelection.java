package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which application clusters: the union of names and selector. It follows labels as they change; an
 * empty selection selects nothing.
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClusterSelection(
    @JsonPropertyDescription("Names of ApplicationClusters.") @Size(max = 500) List<@Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String> names,
    @JsonPropertyDescription(
            "ApplicationClusters with these labels. All clusters: the label "
                + "fedbackup.io/cluster-name with operator Exists.")
        @Nullable LabelSelector selector,
    @JsonPropertyDescription(
            "Namespaces to look in; default is the own one. In others a cluster must be "
                + "shared with this namespace.")
        @Size(max = 50) List<@Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String> namespaces) {

  public ClusterSelection {
    names = Absent.orEmpty(names);
    namespaces = Absent.orEmpty(namespaces);
  }
}
