package io.fedbackup.reconciler.backup;

import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.planning.backup.Situation;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.Refusal;
import io.fedbackup.planning.stork.TemplateRules;
import java.util.ArrayList;
import java.util.List;

/** What a Backup may not ask for. One that mirrors asks for nothing, it reports. */
final class BackupRefusals {
  private BackupRefusals() {}

  static List<Refusal> of(Backup backup) {
    if (Situation.mirrors(backup) || Situation.storkUid(backup).isPresent()) {
      return List.of();
    }
    var spec = backup.getSpec();
    var namespace = backup.getMetadata().getNamespace();
    var refusals = new ArrayList<Refusal>();
    if (!spec.sharedWith().isEmpty()) {
      refusals.add(
          new Refusal(
              "spec.sharedWith", Reason.NOT_YET_SUPPORTED, "backups cannot be shared for now"));
    }
    if (spec.reclaimPolicy() == ReclaimPolicy.DELETE) {
      refusals.add(
          new Refusal(
              "spec.reclaimPolicy",
              Reason.NOT_YET_SUPPORTED,
              "a backup on demand can only be Retain for now"));
    }
    TemplateRules.foreign(spec.clusterRef(), namespace, "spec.clusterRef", refusals);
    TemplateRules.foreign(spec.locationRef(), namespace, "spec.locationRef", refusals);
    refusals.addAll(TemplateRules.refusals(spec.template(), namespace, "spec"));
    return List.copyOf(refusals);
  }
}
