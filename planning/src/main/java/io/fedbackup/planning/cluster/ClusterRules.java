package io.fedbackup.planning.cluster;

import io.fedbackup.api.v1alpha1.ApplicationClusterSpec;
import io.fedbackup.api.v1alpha1.BackupsOnRemoval;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.Refusal;
import java.util.ArrayList;
import java.util.List;

/** What an ApplicationCluster may not ask for: refused, never ignored. */
public final class ClusterRules {
  private ClusterRules() {}

  /** All refusals, in the order of the fields. */
  public static List<Refusal> refusals(ApplicationClusterSpec spec) {
    List<Refusal> refusals = new ArrayList<>();
    if (spec.access().shoot() != null) {
      refusals.add(notYet("spec.access.shoot"));
    }
    if (spec.onRemoval().backups() == BackupsOnRemoval.REMOVE) {
      refusals.add(notYet("spec.onRemoval.backups"));
    }
    if (!spec.sharedWith().isEmpty()) {
      refusals.add(notYet("spec.sharedWith"));
    }
    return List.copyOf(refusals);
  }

  private static Refusal notYet(String field) {
    return new Refusal(field, Reason.NOT_YET_SUPPORTED, Reason.NOT_YET_SUPPORTED.meaning());
  }
}
