package io.fedbackup.e2e.doubles.stork;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code spec} of an ApplicationBackup, with Go's zero values. */
record BackupSpec(
    @Nullable List<String> namespaces,
    String backupLocation,
    String platformCredential,
    @Nullable Map<String, String> selectors,
    String namespaceSelector,
    String preExecRule,
    String postExecRule,
    String reclaimPolicy,
    boolean skipServiceUpdate,
    @Nullable Map<String, String> options,
    @Nullable List<ObjectInfo> includeResources,
    @Nullable List<String> resourceTypes,
    String backupType,
    @Nullable Map<String, String> csiSnapshotClassMap,
    String backupObjectType,
    boolean skipAutoExecRules,
    boolean directKDMP,
    @Nullable Map<String, String> rancherProjects) {

  BackupSpec {
    backupLocation = Objects.requireNonNullElse(backupLocation, "");
    platformCredential = Objects.requireNonNullElse(platformCredential, "");
    namespaceSelector = Objects.requireNonNullElse(namespaceSelector, "");
    preExecRule = Objects.requireNonNullElse(preExecRule, "");
    postExecRule = Objects.requireNonNullElse(postExecRule, "");
    reclaimPolicy = Objects.requireNonNullElse(reclaimPolicy, "");
    backupType = Objects.requireNonNullElse(backupType, "");
    backupObjectType = Objects.requireNonNullElse(backupObjectType, "");
  }

  /** As Go has it where there was none. */
  static BackupSpec zero() {
    return GoJson.decode(StorkApi.JSON.createObjectNode(), BackupSpec.class);
  }

  /** The same with other namespaces and another policy: what Stork itself changes. */
  BackupSpec with(@Nullable List<String> otherNamespaces, String otherPolicy) {
    var changed = GoJson.encode(this);
    changed.set("namespaces", StorkApi.JSON.valueToTree(otherNamespaces));
    changed.put("reclaimPolicy", otherPolicy);
    return GoJson.decode(changed, BackupSpec.class);
  }

  /** Namespaces, never null. */
  List<String> targets() {
    return namespaces == null ? List.of() : namespaces;
  }

  /** A resource to include, by exact match. */
  record ObjectInfo(
      @Nullable String group,
      @Nullable String version,
      @Nullable String kind,
      @Nullable String name,
      @Nullable String namespace) {}
}
