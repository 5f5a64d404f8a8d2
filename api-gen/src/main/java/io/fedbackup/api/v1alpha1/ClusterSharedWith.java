package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets other namespaces use an ApplicationCluster, within limits. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.namespaces) != has(self.namespaceSelector)",
    message = "namespaces, namespaceSelector: exactly one of the two")
public record ClusterSharedWith(
    @JsonPropertyDescription("Namespaces that may; \"*\" means all.") @Size(max = 100) List<@Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL_OR_ALL) String> namespaces,
    @JsonPropertyDescription("Namespaces with these labels may.")
        @Nullable LabelSelector namespaceSelector,
    @JsonPropertyDescription("What they may do.") @Default("Use") ShareAccess access,
    @JsonPropertyDescription(
            "Namespaces of the cluster that may be backed up and restored there; \"*\" as a "
                + "suffix matches any ending, alone it matches all. None listed: none.")
        @Size(max = 100) List<@Size(min = 1, max = 63) @Pattern(Patterns.NAMESPACE_GLOB) String>
            applicationNamespaces,
    @JsonPropertyDescription("Whether commands may be run in pods.") @Default("false")
        boolean rules,
    @JsonPropertyDescription("Whether backups may be restored there.") @Default("false")
        boolean restore)
    implements Sharing {

  public ClusterSharedWith {
    namespaces = Absent.orEmpty(namespaces);
    access = Objects.requireNonNullElse(access, ShareAccess.USE);
    applicationNamespaces = Absent.orEmpty(applicationNamespaces);
  }
}
