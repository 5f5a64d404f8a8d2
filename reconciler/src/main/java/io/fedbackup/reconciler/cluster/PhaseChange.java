package io.fedbackup.reconciler.cluster;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatus;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.outcome.Outcome;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Event of a phase that a cluster gets to. Pure. */
final class PhaseChange {
  private PhaseChange() {}

  /** Empty if the phase is the one that the status has. */
  static Optional<EventRecord> of(ApplicationCluster cluster, Verdict verdict) {
    ApplicationClusterStatus before = cluster.getStatus();
    ClusterPhase former = before == null ? null : before.phase();
    if (former == verdict.phase() || verdict.phase() == ClusterPhase.PENDING) {
      return Optional.empty();
    }
    Regarding object = Regarding.of(cluster);
    Outcome outcome = verdict.outcome();
    String happening = verdict.phase() + "/" + since(before);
    return Optional.of(
        verdict.isActive()
            ? EventRecord.normal(object, outcome.reason(), happening, "the cluster is usable")
            : EventRecord.warning(object, outcome.reason(), happening, outcome.message()));
  }

  /**
   * What tells the former phase from others like it. It is of the status alone, which changes with
   * the phase and in the same write: whatever else changes of the object makes no second Event.
   */
  private static String since(@Nullable ApplicationClusterStatus before) {
    return before == null
        ? ""
        : String.join(
            "/",
            Objects.toString(before.phase(), ""),
            Objects.toString(before.lastContact(), ""),
            transition(before, Conditions.READY),
            transition(before, ClusterStatus.REACHABLE));
  }

  private static String transition(ApplicationClusterStatus status, String type) {
    return Conditions.find(status.conditions(), type).map(Condition::lastTransitionTime).orElse("");
  }
}
