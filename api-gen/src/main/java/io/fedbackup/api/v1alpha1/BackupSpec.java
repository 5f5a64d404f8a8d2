package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fedbackup.api.crd.Immutable;
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
    value = TemplateRules.NAMESPACES_OR_SELECTOR,
    message = TemplateRules.NAMESPACES_OR_SELECTOR_MESSAGE)
@ValidationRule(
    value = TemplateRules.ALL_ALONE,
    message = TemplateRules.ALL_ALONE_MESSAGE,
    fieldPath = ".namespaces")
@ValidationRule(
    value = TemplateRules.NO_SYSTEM_NAMESPACES,
    message = TemplateRules.NO_SYSTEM_NAMESPACES_MESSAGE,
    fieldPath = ".namespaces")
@ValidationRule(
    value = TemplateRules.MATCH_LABELS_ONLY,
    message = TemplateRules.MATCH_LABELS_ONLY_MESSAGE,
    fieldPath = ".labelSelector")
@ValidationRule(
    value = TemplateRules.NO_VIRTUAL_MACHINE_TYPES,
    message = TemplateRules.NO_VIRTUAL_MACHINE_TYPES_MESSAGE,
    fieldPath = ".resourceTypes")
@ValidationRule(
    value = TemplateRules.NO_VIRTUAL_MACHINES,
    message = TemplateRules.NO_VIRTUAL_MACHINES_MESSAGE,
    fieldPath = ".includeResources")
@ValidationRule(
    value = TemplateRules.NO_KDMP,
    message = TemplateRules.NO_KDMP_MESSAGE,
    fieldPath = ".options")
@ValidationRule(
    value =
        "self.reclaimPolicy == oldSelf.reclaimPolicy || (oldSelf.reclaimPolicy == "
            + "'Delete' && self.reclaimPolicy == 'Retain')",
    message = "may be changed from Delete to Retain only",
    fieldPath = ".reclaimPolicy")
public record BackupSpec(
    @JsonPropertyDescription("The cluster.") @Required @Immutable ObjectReference clusterRef,
    @JsonPropertyDescription("Where to.") @Required @Immutable ObjectReference locationRef,
    @JsonPropertyDescription("Namespaces to back up; \"*\" alone means all.")
        @Size(max = 200) @Immutable
        List<@Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL_OR_ALL) String> namespaces,
    @JsonPropertyDescription("Namespaces with these labels, as Stork finds them at each run.")
        @Immutable
        @Nullable LabelSelector namespaceSelector,
    @JsonPropertyDescription("Only resources with these labels; matchLabels only.") @Immutable
        @Nullable LabelSelector labelSelector,
    @JsonPropertyDescription(
            "Only resources of these kinds. Without PersistentVolumeClaim no volumes.")
        @Size(max = 100) @Immutable
        List<@Size(min = 1, max = 63) @Pattern("^[A-Z][A-Za-z0-9]*$") String> resourceTypes,
    @JsonPropertyDescription("Only these resources.") @Size(max = 200) @Immutable
        List<ResourceSelector> includeResources,
    @JsonPropertyDescription("Rule to run before.") @Immutable @Nullable ObjectReference preRuleRef,
    @JsonPropertyDescription("Rule to run after; nothing in the background.") @Immutable
        @Nullable ObjectReference postRuleRef,
    @JsonPropertyDescription("VolumeSnapshotClass by CSI provisioner.") @Size(max = 50) @Immutable
        Map<String, @Size(max = 253) String> volumeSnapshotClasses,
    @JsonPropertyDescription(
            "Options for Stork's volume driver. Keys that turn on KDMP are refused.")
        @Size(max = 50) @Immutable
        Map<String, @Size(max = 1024) String> options,
    @JsonPropertyDescription("A run that takes longer is Failed, and its Stork object is removed.")
        @Size(max = 32) @Pattern(Patterns.DURATION) @ValidationRule(value = "duration(self) >= duration('1m')", message = "at least 1m")
        @Immutable
        @Default("24h")
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
