package io.fedbackup.planning.stork;

import io.fedbackup.api.v1alpha1.BackupScheduleSpec;
import io.fedbackup.api.v1alpha1.ClusterSelection;
import io.fedbackup.planning.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a BackupSchedule may not ask for, on any cluster. */
public final class ScheduleRules {
  private ScheduleRules() {}

  /**
   * All refusals, in the order of the fields.
   *
   * @param namespace namespace of the schedule
   */
  public static List<Refusal> refusals(BackupScheduleSpec spec, String namespace) {
    var refusals = new ArrayList<Refusal>();
    foreignClusters(spec.clusters(), namespace, refusals);
    TemplateRules.foreign(spec.schedulePolicyRef(), namespace, "spec.schedulePolicyRef", refusals);
    TemplateRules.foreign(spec.locationRef(), namespace, "spec.locationRef", refusals);
    if (spec.acceptSnapshots()) {
      refusals.add(
          new Refusal(
              "spec.acceptSnapshots",
              Reason.NOT_YET_SUPPORTED,
              "it comes with condition Protected"));
    }
    refusals.addAll(TemplateRules.refusals(spec.template(), namespace, "spec.template"));
    return List.copyOf(refusals);
  }

  /** Clusters of another namespace cannot be selected yet. */
  public static void foreignClusters(
      @Nullable ClusterSelection selection, String namespace, List<Refusal> into) {
    if (selection != null
        && selection.namespaces().stream().anyMatch(other -> !other.equals(namespace))) {
      into.add(
          new Refusal(
              "spec.clusters.namespaces",
              Reason.NOT_YET_SUPPORTED,
              "only clusters of the own namespace can be selected for now"));
    }
  }
}
