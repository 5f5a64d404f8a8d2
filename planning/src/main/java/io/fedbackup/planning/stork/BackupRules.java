package io.fedbackup.planning.stork;

import io.fedbackup.api.v1alpha1.BackupSpec;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.planning.reason.Reason;
import java.util.ArrayList;
import java.util.List;

/** What a Backup on demand may not ask for. */
public final class BackupRules {
  private BackupRules() {}

  /**
   * All refusals, in the order of the fields.
   *
   * @param namespace namespace of the backup
   */
  public static List<Refusal> refusals(BackupSpec spec, String namespace) {
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
