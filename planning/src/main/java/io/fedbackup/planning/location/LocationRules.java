package io.fedbackup.planning.location;

import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupLocationSpec;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.Refusal;
import io.fedbackup.planning.stork.ScheduleRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    ScheduleRules.foreignClusters(spec.clusters(), namespace, refusals);
    if (spec.encryptionKeySecretRef() != null) {
      refusals.add(notYet("spec.encryptionKeySecretRef", "encryption keys cannot be used for now"));
    }
    if (spec.sync() != null) {
      refusals.add(notYet("spec.sync", "locations are not searched for backups for now"));
    }
    if (!spec.sharedWith().isEmpty()) {
      refusals.add(notYet("spec.sharedWith", "locations cannot be shared for now"));
    }
    return List.copyOf(refusals);
  }

  /** All refusals of an object: those of its spec, and of what its annotations ask for. */
  public static List<Refusal> refusals(BackupLocation location) {
    List<Refusal> refusals =
        new ArrayList<>(refusals(location.getSpec(), location.getMetadata().getNamespace()));
    Map<String, String> annotations = location.getMetadata().getAnnotations();
    if (annotations != null && annotations.containsKey(Annotations.SYNC_REQUESTED_AT)) {
      refusals.add(
          notYet(
              "metadata.annotations[" + Annotations.SYNC_REQUESTED_AT + "]",
              "locations are not searched for backups for now"));
    }
    return List.copyOf(refusals);
  }

  private static Refusal notYet(String field, String message) {
    return new Refusal(field, Reason.NOT_YET_SUPPORTED, message);
  }
}
