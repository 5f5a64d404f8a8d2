package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One backup on one cluster. Immutable, except {@code sharedWith}, and {@code reclaimPolicy} from
 * Delete to Retain.
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "(has(self.namespaces) && size(self.namespaces) > 0) != " + "has(self.namespaceSelector)",
    message = "exactly one of namespaces (not empty) and namespaceSelector")
@ValidationRule(
    value = "!has(self.namespaces) || !('*' in self.namespaces) || size(self.namespaces) " + "== 1",
    message = "\"*\" stands alone",
    fieldPath = ".namespaces")
@ValidationRule(
    value = "!has(self.labelSelector) || !has(self.labelSelector.matchExpressions)",
    message = "NotSupportedByStork: only matchLabels",
    fieldPath = ".labelSelector")
public record BackupSpec(
    @JsonPropertyDescription("The cluster.") @Required ObjectReference clusterRef,
    @JsonPropertyDescription("Where to.") @Required ObjectReference locationRef,
    @JsonPropertyDescription("Namespaces to back up; \"*\" alone means all.") @Size(max = 200) List<@Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL_OR_ALL) String> namespaces,
    @JsonPropertyDescription("Namespaces with these labels, as Stork finds them at each run.")
        @Nullable LabelSelector namespaceSelector,
    @JsonPropertyDescription("Only resources with these labels; matchLabels only.")
        @Nullable LabelSelector labelSelector,
    @JsonPropertyDescription(
            "Only resources of these kinds. Without PersistentVolumeClaim no volumes.")
        @Size(max = 100) List<@Size(min = 1, max = 63) @Pattern("^[A-Z][A-Za-z0-9]*$") String> resourceTypes,
    @JsonPropertyDescription("Only these resources.") @Size(max = 200) List<ResourceSelector> includeResources,
    @JsonPropertyDescription("Rule to run before.") @Nullable ObjectReference preRuleRef,
    @JsonPropertyDescription("Rule to run after; nothing in the background.")
        @Nullable ObjectReference postRuleRef,
    @JsonPropertyDescription("VolumeSnapshotClass by CSI provisioner.") @Size(max = 50) Map<String, @Size(max = 253) String> volumeSnapshotClasses,
    @JsonPropertyDescription(
            "Options for Stork's volume driver. Keys that turn on KDMP are refused.")
        @Size(max = 50) Map<String, @Size(max = 1024) String> options,
    @JsonPropertyDescription("A run that takes longer is Failed, and its Stork object is removed.")
        @Size(max = 32) @Pattern(Patterns.DURATION) @Default("24h")
        String timeout,
    @JsonPropertyDescription("What becomes of the data when this object is removed.")
        @Default("Retain")
        ReclaimPolicy reclaimPolicy,
    @JsonPropertyDescription("Other namespaces that may see, restore or delete it.") @Size(max = 50) List<BackupSharedWith> sharedWith) {

  public BackupSpec {
    namespaces = Absent.orEmpty(namespaces);
    resourceTypes = Absent.orEmpty(resourceTypes);
    includeResources = Absent.orEmpty(includeResources);
    volumeSnapshotClasses = Absent.orEmpty(volumeSnapshotClasses);
    options = Absent.orEmpty(options);
    timeout = Objects.requireNonNullElse(timeout, "24h");
    reclaimPolicy = Objects.requireNonNullElse(reclaimPolicy, ReclaimPolicy.RETAIN);
    sharedWith = Absent.orEmpty(sharedWith);
  }

  /** What the backup takes, in the form in which schedules have it. */
  public BackupTemplate template() {
    return new BackupTemplate(
        namespaces,
        namespaceSelector,
        labelSelector,
        resourceTypes,
        includeResources,
        preRuleRef,
        postRuleRef,
        volumeSnapshotClasses,
        options,
        timeout);
  }
}
