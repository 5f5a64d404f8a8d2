package io.fedbackup.reconciler.schedule;

import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.api.v1alpha1.ScheduleClusterBuilder;
import io.fedbackup.api.v1alpha1.ScheduleState;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.schedule.RunHistory;
import io.fedbackup.planning.stork.NamespaceChoice;
import io.fedbackup.reconciler.instruction.NotPossible;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.Usability;
import org.jspecify.annotations.Nullable;

/** A cluster's entry in the status of a schedule, where the schedule does not stand as wanted. */
final class ClusterEntries {
  private ClusterEntries() {}

  static ScheduleCluster namespacesMissing(
      ScheduleClusterBuilder entry, RemoteCluster cluster, NamespaceChoice choice) {
    return entry
        .state(ScheduleState.BLOCKED)
        .reason(Reason.NAMESPACES_MISSING.wireName())
        .message(
            Messages.cut(
                "none of "
                    + Messages.list(choice.missing(), 10)
                    + " exists on cluster "
                    + cluster.key().name()
                    + "; "
                    + Reason.NAMESPACES_MISSING.remedy()))
        .build();
  }

  static ScheduleCluster blocked(ScheduleClusterBuilder entry, NotPossible why) {
    return entry
        .state(why.reason() == Reason.PROGRESSING ? ScheduleState.PENDING : ScheduleState.BLOCKED)
        .reason(why.reason().wireName())
        .message(why.text())
        .build();
  }

  /** The entry as it was, so that what was known stays while the cluster is away. */
  static ScheduleClusterBuilder entry(RemoteCluster cluster, @Nullable ScheduleCluster before) {
    var builder =
        before == null ? ScheduleClusterBuilder.builder() : ScheduleClusterBuilder.builder(before);
    return builder.namespace(cluster.key().namespace()).name(cluster.key().name());
  }

  static ScheduleClusterBuilder withHistory(
      ScheduleClusterBuilder entry, RunHistory history, @Nullable ScheduleCluster before) {
    return entry
        .lastBackup(history.lastBackup(before))
        .lastSuccess(history.lastSuccess(before))
        .lastFailure(history.lastFailure(before))
        .consecutiveFailures(history.consecutiveFailures());
  }

  static boolean foreign(Usability usability) {
    return usability instanceof Usability.Unusable unusable && unusable.foreign();
  }

  static ScheduleCluster unusable(RemoteCluster cluster, ScheduleClusterBuilder entry) {
    return switch (cluster.usability()) {
      case Usability.Suspended _ -> skipped(entry, Reason.CLUSTER_SUSPENDED, cluster);
      case Usability.Removing _ -> skipped(entry, Reason.CLUSTER_REMOVING, cluster);
      case Usability.Unusable unusable when unusable.phase() == ClusterPhase.HIBERNATED ->
          skipped(entry, Reason.CLUSTER_HIBERNATED, cluster);
      case Usability.Unusable unusable ->
          entry
              .state(
                  unusable.phase() == ClusterPhase.PENDING
                      ? ScheduleState.PENDING
                      : ScheduleState.FAILED)
              .reason(unusable.reason().wireName())
              .message(Messages.cut(unusable.message()))
              .build();
      case Usability.Usable _ ->
          entry
              .state(ScheduleState.PENDING)
              .reason(Reason.PROGRESSING.wireName())
              .message("cluster " + cluster.key().name() + " has not said yet which one it is")
              .build();
    };
  }

  private static ScheduleCluster skipped(
      ScheduleClusterBuilder entry, Reason reason, RemoteCluster cluster) {
    return entry
        .state(ScheduleState.SKIPPED)
        .reason(reason.wireName())
        .message(reason.advise("cluster " + cluster.key().name() + ": " + reason.meaning()))
        .build();
  }
}
