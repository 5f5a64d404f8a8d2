package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What people ask for by habit and do not get here, with the reason. One place for all spellings.
 */
final class Unsupported {
  private static final String NFS =
      "NFS locations are not supported: backups go to an object store";
  private static final String KDMP =
      "KDMP is not supported: volumes are backed up by the storage's own driver";
  private static final String KUBEVIRT = "virtual machines of KubeVirt are not supported";
  private static final String EXCLUDE = "Stork has no exclusion of resources or types";

  private static final Map<String, String> FIELDS =
      Map.of(
          "nfs", NFS,
          "nfsConfig", NFS,
          "kdmp", KDMP,
          "backupType", KDMP,
          "directKDMP", KDMP,
          "backupObjectType", KUBEVIRT,
          "virtualMachines", KUBEVIRT,
          "excludeResources", EXCLUDE,
          "excludeResourceTypes", EXCLUDE,
          "excludedResources", EXCLUDE);

  private static final Set<String> VIRTUAL_MACHINE_KINDS =
      Set.of(
          "virtualmachine",
          "virtualmachines",
          "virtualmachineinstance",
          "virtualmachineinstancereplicaset",
          "virtualmachinepool",
          "datavolume");

  private Unsupported() {}

  /** Why a field of this name will not come, if it is a known one. */
  static Optional<String> fieldReason(String field) {
    return Optional.ofNullable(FIELDS.get(field));
  }

  /** Why an option of Stork's driver is refused, if it is. */
  static Optional<String> optionReason(String key, String value) {
    String lower = key.toLowerCase(Locale.ROOT);
    boolean generic = lower.endsWith("backup_type") || lower.endsWith("backuptype");
    boolean kdmp = lower.contains("kdmp") || (generic && value.equalsIgnoreCase("generic"));
    return kdmp ? Optional.of(KDMP) : Optional.empty();
  }

  /** Why a resource kind cannot be backed up, if it cannot. */
  static Optional<String> kindReason(String kind) {
    return VIRTUAL_MACHINE_KINDS.contains(kind.toLowerCase(Locale.ROOT))
        ? Optional.of(KUBEVIRT)
        : Optional.empty();
  }

  /** Why this value is refused although people ask for it, if it is a known one. */
  static Optional<String> reasonFor(String pointer, JsonNode value) {
    boolean provider = pointer.endsWith("/provider") || pointer.endsWith("/type");
    return provider && value.asText().equalsIgnoreCase("nfs") ? Optional.of(NFS) : Optional.empty();
  }
}
