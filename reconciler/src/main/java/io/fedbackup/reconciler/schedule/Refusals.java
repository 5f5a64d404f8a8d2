package io.fedbackup.reconciler.schedule;

import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.selection.SelectedClusters;
import io.fedbackup.planning.stork.Refusal;
import io.fedbackup.planning.stork.TemplateRules;
import java.util.ArrayList;
import java.util.List;

/** What a BackupSchedule may not ask for, on any cluster. */
final class Refusals {
  private Refusals() {}

  static List<Refusal> of(BackupSchedule schedule, SelectedClusters selected) {
    var spec = schedule.getSpec();
    var namespace = schedule.getMetadata().getNamespace();
    var refusals = new ArrayList<Refusal>();
    if (!selected.foreignNamespaces().isEmpty()) {
      refusals.add(
          new Refusal(
              "spec.clusters.namespaces",
              Reason.NOT_YET_SUPPORTED,
              "only clusters of the own namespace can be selected for now"));
    }
    if (spec.acceptSnapshots()) {
      refusals.add(
          new Refusal(
              "spec.acceptSnapshots",
              Reason.NOT_YET_SUPPORTED,
              "it comes with condition Protected"));
    }
    TemplateRules.foreign(spec.locationRef(), namespace, "spec.locationRef", refusals);
    TemplateRules.foreign(spec.schedulePolicyRef(), namespace, "spec.schedulePolicyRef", refusals);
    refusals.addAll(TemplateRules.refusals(spec.template(), namespace, "spec.template"));
    return List.copyOf(refusals);
  }
}
