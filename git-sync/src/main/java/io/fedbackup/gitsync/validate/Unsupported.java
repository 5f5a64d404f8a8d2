package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * Fields and values that people know from elsewhere and ask for by habit, with the reason why they
 * are unknown here.
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

  private Unsupported() {}

  /** Why a field of this name will not come, if it is a known one. */
  static Optional<String> fieldReason(String field) {
    return Optional.ofNullable(FIELDS.get(field));
  }

  /** Why this value is refused although people ask for it, if it is a known one. */
  static Optional<String> reasonFor(String pointer, JsonNode value) {
    boolean provider = pointer.endsWith("/provider") || pointer.endsWith("/type");
    return provider && value.asText().equalsIgnoreCase("nfs") ? Optional.of(NFS) : Optional.empty();
  }
}
