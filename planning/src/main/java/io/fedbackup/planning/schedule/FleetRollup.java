package io.fedbackup.planning.schedule;

import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.api.v1alpha1.SchedulePhase;
import io.fedbackup.api.v1alpha1.ScheduleState;
import io.fedbackup.api.v1alpha1.StateCount;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The states of a schedule on all its clusters, in one.
 *
 * @param clusters all of them, those that it leaves too
 */
public record FleetRollup(List<ScheduleCluster> clusters) {
  private static final int LISTED = 100;
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);
  private static final List<ScheduleState> PROBLEMS_FIRST =
      List.of(
          // first: the list is the only memory of what stands on a cluster that is left
          ScheduleState.LEAVING,
          ScheduleState.FAILED,
          ScheduleState.BLOCKED,
          ScheduleState.PENDING,
          ScheduleState.SCHEDULED,
          ScheduleState.SUSPENDED,
          ScheduleState.SKIPPED);
  private static final Comparator<ScheduleCluster> ORDER =
      Comparator.comparing(FleetRollup::troubled)
          .reversed()
          .thenComparingInt((ScheduleCluster cluster) -> PROBLEMS_FIRST.indexOf(cluster.state()))
          .thenComparing(ScheduleCluster::namespace)
          .thenComparing(ScheduleCluster::name);

  /** Sorts, problems first. */
  public FleetRollup {
    clusters = clusters.stream().sorted(ORDER).toList();
  }

  /** The first hundred, problems first. */
  public List<ScheduleCluster> listed() {
    return clusters.stream().limit(LISTED).toList();
  }

  /** How many clusters are in each state for each reason. */
  public List<StateCount> counts() {
    var counts = new TreeMap<String, StateCount>();
    for (var cluster : clusters) {
      var reason = Objects.requireNonNullElse(cluster.reason(), "");
      var one = new StateCount(cluster.state().wire(), reason, 1);
      counts.merge(
          one.state() + "/" + reason,
          one,
          (all, next) -> new StateCount(all.state(), all.reason(), all.count() + 1));
    }
    return List.copyOf(counts.values());
  }

  /** Clusters on which it stands, suspended or not. */
  public int ready() {
    return (int) clusters.stream().filter(FleetRollup::stands).count();
  }

  /** Clusters that count. */
  public int total() {
    return (int) clusters.stream().filter(FleetRollup::counts).count();
  }

  /** When the last successful run on any cluster ended. */
  public Optional<String> lastSuccess() {
    return clusters.stream()
        .map(ScheduleCluster::lastSuccess)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder());
  }

  /** In one word. */
  public SchedulePhase phase(boolean suspended) {
    if (total() == 0 || (ready() == 0 && onlyPending())) {
      return SchedulePhase.PENDING;
    }
    if (ready() == 0) {
      return SchedulePhase.BLOCKED;
    }
    if (ready() < total()) {
      return SchedulePhase.PARTIALLY_ACTIVE;
    }
    return suspended ? SchedulePhase.SUSPENDED : SchedulePhase.ACTIVE;
  }

  /** As conditions tell it: the foremost problem. */
  public Outcome outcome(boolean suspended) {
    if (total() == 0) {
      return Outcome.waiting(
          Reason.NO_CLUSTER, "no cluster counts; " + Reason.NO_CLUSTER.remedy(), LOOK_AGAIN);
    }
    var problem =
        clusters.stream().filter(FleetRollup::counts).filter(one -> !stands(one)).findFirst();
    if (problem.isPresent()) {
      return waiting(problem.get());
    }
    var failing =
        clusters.stream().filter(FleetRollup::stands).filter(FleetRollup::troubled).findFirst();
    if (failing.isPresent()) {
      return failing(failing.get());
    }
    var leaving = clusters.stream().filter(one -> one.state() == ScheduleState.LEAVING).findFirst();
    if (leaving.isPresent()) {
      return waiting(leaving.get());
    }
    var stands = "on " + ready() + " clusters";
    return suspended
        ? Outcome.done(Reason.SUSPENDED, stands + ", no new runs")
        : Outcome.done(Reason.SCHEDULED, stands);
  }

  /** It stands everywhere, and does not do what it is there for. */
  private Outcome failing(ScheduleCluster problem) {
    var troubled = clusters.stream().filter(FleetRollup::stands).filter(FleetRollup::troubled);
    return Outcome.failed(
        reason(problem),
        Messages.cut(
            "cluster "
                + problem.name()
                + " ("
                + troubled.count()
                + " of "
                + total()
                + " in trouble): "
                + Objects.requireNonNullElse(problem.message(), "")));
  }

  private static Reason reason(ScheduleCluster problem) {
    return Optional.ofNullable(problem.reason())
        .flatMap(Reason::fromWireName)
        .orElse(Reason.PROGRESSING);
  }

  private Outcome waiting(ScheduleCluster problem) {
    var reason = reason(problem);
    var message =
        "cluster "
            + problem.name()
            + " ("
            + (total() - ready())
            + " of "
            + total()
            + " not ready): "
            + Objects.requireNonNullElse(problem.message(), "");
    return Outcome.waiting(reason, Messages.cut(message), LOOK_AGAIN);
  }

  private boolean onlyPending() {
    return clusters.stream()
        .filter(FleetRollup::counts)
        .allMatch(cluster -> cluster.state() == ScheduleState.PENDING);
  }

  private static boolean troubled(ScheduleCluster cluster) {
    return (cluster.state() == ScheduleState.SCHEDULED
            && !Reason.SCHEDULED.wireName().equals(cluster.reason()))
        || (!stands(cluster) && cluster.state() != ScheduleState.SKIPPED);
  }

  private static boolean stands(ScheduleCluster cluster) {
    return cluster.state() == ScheduleState.SCHEDULED || cluster.state() == ScheduleState.SUSPENDED;
  }

  private static boolean counts(ScheduleCluster cluster) {
    return cluster.state() != ScheduleState.SKIPPED && cluster.state() != ScheduleState.LEAVING;
  }
}
