package io.fedbackup.reconciler.schedule;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.GoDuration;
import io.fedbackup.api.v1alpha1.LeftBehind;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.instruction.LeftBehindLedger;
import io.fedbackup.reconciler.remote.ClusterName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How long the removal of a schedule waits for clusters: the {@code removalTimeout} of each, from
 * the removal on.
 */
final class RemovalDeadline {
  private static final String KIND = "ApplicationBackupSchedule";
  private static final Duration DEFAULT = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final Wish wish;
  private final Instant now;

  RemovalDeadline(Wish wish, Instant now) {
    this.wish = wish;
    this.now = now;
  }

  boolean passedForAll(List<ScheduleCluster> waiting) {
    var since = wish.schedule().getMetadata().getDeletionTimestamp();
    return since != null
        && waiting.stream()
            .allMatch(cluster -> now.isAfter(Instant.parse(since).plus(timeout(cluster))));
  }

  /** When the time-out may have passed; a cluster that answers is an event and comes sooner. */
  Duration nextLook() {
    return LOOK;
  }

  /** Writes down what stays, so that it is taken back when its cluster is there again. */
  boolean writtenDown(List<ScheduleCluster> waiting, LeftBehindLedger ledger) {
    boolean all = true;
    for (var cluster : waiting) {
      var left =
          cluster.instructions().stream()
              .map(one -> new LeftBehind(KIND, null, one.name(), one.uid(), null))
              .toList();
      all &= ledger.add(new ClusterName(cluster.namespace(), cluster.name()), left);
    }
    return all;
  }

  String leftBehind(List<ScheduleCluster> waiting) {
    var left =
        waiting.stream()
            .map(
                cluster ->
                    cluster.name()
                        + " ("
                        + String.join(
                            ", ", cluster.instructions().stream().map(i -> i.name()).toList())
                        + ": "
                        + Objects.requireNonNullElse(cluster.reason(), "")
                        + ")")
            .toList();
    return Messages.cut(
        "Stork schedules stay on clusters "
            + Messages.list(left, 10)
            + "; "
            + Reason.INSTRUCTIONS_LEFT.remedy());
  }

  private Duration timeout(ScheduleCluster cluster) {
    return wish.catalogue()
        .find(ApplicationCluster.class, new ObjectName(cluster.namespace(), cluster.name()))
        .map(ours -> GoDuration.parse(ours.getSpec().removalTimeout()))
        .orElse(DEFAULT);
  }
}
