package io.fedbackup.planning.location;

import io.fedbackup.api.v1alpha1.BackupLocationSpec;
import io.fedbackup.api.v1alpha1.ClusterSelection;
import io.fedbackup.api.v1alpha1.SyncMode;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a BackupLocation may not ask for: refused, never ignored. */
public final class LocationRules {
  private LocationRules() {}

  /**
   * All refusals, in the order of the fields.
   *
   * @param namespace namespace of the location
   */
  public static List<Refusal> refusals(@Nullable BackupLocationSpec spec, String namespace) {
    if (spec == null || spec.azure() == null) {
      return List.of(
          new Refusal("spec.azure", Reason.INVALID_SPEC, "is required with provider azure"));
    }
    List<Refusal> refusals = new ArrayList<>();
    if (foreignNamespaces(spec.clusters(), namespace)) {
      refusals.add(
          notYet(
              "spec.clusters.namespaces",
              "only clusters of the own namespace can be selected for now"));
    }
    if (spec.encryptionKeySecretRef() != null) {
      refusals.add(notYet("spec.encryptionKeySecretRef", "encryption keys cannot be used for now"));
    }
    if (spec.sync() != null && spec.sync().mode() == SyncMode.INTERVAL) {
      refusals.add(notYet("spec.sync.mode", "only Manual is allowed for now"));
    }
    if (!spec.sharedWith().isEmpty()) {
      refusals.add(notYet("spec.sharedWith", "locations cannot be shared for now"));
    }
    return List.copyOf(refusals);
  }

  private static boolean foreignNamespaces(@Nullable ClusterSelection selection, String namespace) {
    return selection != null
        && selection.namespaces().stream().anyMatch(other -> !other.equals(namespace));
  }

  private static Refusal notYet(String field, String message) {
    return new Refusal(field, Reason.NOT_YET_SUPPORTED, message);
  }
}
