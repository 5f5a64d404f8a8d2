package io.fedbackup.reconciler.schedule;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.InstructionsOnRemoval;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.api.v1alpha1.ScheduleClusterBuilder;
import io.fedbackup.api.v1alpha1.ScheduleState;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.instruction.NotPossible;
import io.fedbackup.reconciler.instruction.RemoteReasons;
import io.fedbackup.reconciler.instruction.StandingInstructions;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.ApplicationClusters.Result;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.Usability;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One schedule on many clusters at once; a cluster that hangs or fails holds up no other. */
final class Fleet {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ApplicationClusters clusters;
  private final ScheduleOnCluster onCluster;

  Fleet(ApplicationClusters clusters, ScheduleTools tools) {
    this.clusters = clusters;
    this.onCluster =
        new ScheduleOnCluster(
            new StandingInstructions(tools.drift()),
            new RunMirrors(tools.client()),
            tools.events());
  }

  /**
   * What came of it on all clusters.
   *
   * @param states a state per cluster that is not done with
   * @param tooMany clusters that report too many runs
   * @param retention where Stork's retention cannot act, and why
   * @param named whether instructions are made as soon as the status names them
   * @param lookAt when to look again although nothing happened; empty if an event comes first
   * @param unfinished whether something failed, or is waited for, that no event will announce
   */
  record Outcome(
      List<ScheduleCluster> states,
      List<String> tooMany,
      List<String> retention,
      boolean named,
      Optional<Instant> lookAt,
      boolean unfinished) {}

  /**
   * Clusters of the schedule's namespace that are not selected, as our own objects have them: what
   * is not connected yet, after a restart for example, must not be taken for nothing.
   */
  static Set<ClusterName> notIn(Wish wish, Set<ClusterName> selected) {
    return wish.catalogue().clusters(wish.namespace()).stream()
        .map(HasMetadata::getMetadata)
        .map(metadata -> new ClusterName(metadata.getNamespace(), metadata.getName()))
        .filter(name -> !selected.contains(name))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Clusters on which it stands as far as the status knows, and which we still have. */
  static Stream<ClusterName> standsOn(Wish wish) {
    return wish.listed().stream()
        .filter(Fleet::stood)
        .map(entry -> new ClusterName(entry.namespace(), entry.name()))
        .filter(
            name ->
                wish.catalogue()
                    .find(ApplicationCluster.class, new ObjectName(name.namespace(), name.name()))
                    .isPresent());
  }

  /** The schedule stands on these. */
  Outcome keep(Wish wish, Set<ClusterName> selected) {
    var known = selected.stream().map(clusters::find).flatMap(Optional::stream).toList();
    var states = new ArrayList<ScheduleCluster>();
    var tooMany = new ArrayList<String>();
    var retention = new ArrayList<String>();
    var lookAt = new ArrayList<Instant>();
    selected.stream()
        .filter(name -> clusters.find(name).isEmpty())
        .map(name -> unknown(name, wish))
        .forEach(states::add);
    boolean named = false;
    boolean unfinished = false;
    var results = clusters.onEach(known, cluster -> onCluster.keep(cluster, wish), LIMIT);
    for (var result : results.entrySet()) {
      switch (result.getValue()) {
        case Result.Done<ScheduleOnCluster.Result> done -> {
          states.add(done.value().state());
          named |= done.value().named();
          unfinished |= done.value().again();
          done.value().retention().ifPresent(retention::add);
          done.value().lookAt().ifPresent(lookAt::add);
          if (done.value().tooMany()) {
            tooMany.add(result.getKey().key().name());
          }
        }
        case Result.Failed<ScheduleOnCluster.Result> failed -> {
          states.add(failed(result.getKey(), wish, ScheduleState.FAILED, failed));
          unfinished |= failed.cause().transientFailure();
        }
        case Result.Broken<ScheduleOnCluster.Result> _ -> {
          states.add(broken(result.getKey(), wish, ScheduleState.FAILED));
          unfinished = true;
        }
        case Result.Late<ScheduleOnCluster.Result> _ -> {
          states.add(late(result.getKey(), wish, ScheduleState.FAILED));
          unfinished = true;
        }
      }
    }
    return new Outcome(
        states,
        tooMany,
        retention,
        named,
        lookAt.stream().min(Comparator.naturalOrder()),
        unfinished);
  }

  /**
   * The schedule goes from these, as far as it is there.
   *
   * @param last whether the schedule itself goes, so that nobody looks again: then a cluster whose
   *     state is not known yet is waited for
   */
  Outcome leave(Wish wish, Collection<ClusterName> left, boolean last) {
    var states = new ArrayList<ScheduleCluster>();
    var concerned = new ArrayList<RemoteCluster>();
    for (var name : left) {
      var cluster = clusters.find(name).filter(found -> found.identity().isPresent());
      if (cluster.isEmpty()) {
        unconnected(wish, name, last).ifPresent(states::add);
      } else if (concerned(cluster.get(), wish, last)) {
        concerned.add(cluster.get());
      }
    }
    boolean unfinished = false;
    var results = clusters.onEach(concerned, cluster -> removed(cluster, wish), LIMIT);
    for (var result : results.entrySet()) {
      switch (result.getValue()) {
        case Result.Done<Removed> done -> {
          done.value().state().ifPresent(states::add);
          unfinished |= done.value().again();
        }
        case Result.Failed<Removed> failed -> {
          states.add(failed(result.getKey(), wish, ScheduleState.LEAVING, failed));
          unfinished |= failed.cause().transientFailure();
        }
        case Result.Broken<Removed> _ -> {
          states.add(broken(result.getKey(), wish, ScheduleState.LEAVING));
          unfinished = true;
        }
        case Result.Late<Removed> _ -> {
          states.add(late(result.getKey(), wish, ScheduleState.LEAVING));
          unfinished = true;
        }
      }
    }
    return new Outcome(states, List.of(), List.of(), false, Optional.empty(), unfinished);
  }

  /** Something of the schedule is there, or may be. */
  private static boolean concerned(RemoteCluster cluster, Wish wish, boolean last) {
    if (ClusterEntries.foreign(cluster.usability()) || keepsInstructions(cluster, wish)) {
      return false;
    }
    if (wish.before(cluster.key()).filter(Fleet::stood).isPresent()) {
      return true;
    }
    var schedules = cluster.cache(StorkKinds.SCHEDULES);
    if (!schedules.synced()) {
      return last
          && schedules.failure().isEmpty()
          && (cluster.usability().readable() || wish.truncated());
    }
    return ScheduleRemoval.standing(cluster, cluster.identity().orElseThrow(), wish).isPresent();
  }

  private static boolean stood(ScheduleCluster entry) {
    return !entry.instructions().isEmpty();
  }

  /** What stood there, or may have: the status lists a hundred clusters only. */
  private static Optional<ScheduleCluster> unconnected(Wish wish, ClusterName name, boolean last) {
    var before = wish.before(name);
    return before.filter(Fleet::stood).isPresent() || (last && before.isEmpty() && wish.truncated())
        ? Optional.of(
            before
                .map(ScheduleClusterBuilder::builder)
                .orElseGet(ScheduleClusterBuilder::builder)
                .namespace(name.namespace())
                .name(name.name())
                .state(ScheduleState.LEAVING)
                .reason(Reason.CLUSTER_NOT_USABLE.wireName())
                .message(noConnection(name))
                .build())
        : Optional.empty();
  }

  private static String noConnection(ClusterName cluster) {
    return "there is no connection to cluster "
        + cluster.name()
        + " yet; "
        + Reason.CLUSTER_NOT_USABLE.remedy();
  }

  private static boolean keepsInstructions(RemoteCluster cluster, Wish wish) {
    return cluster.usability() instanceof Usability.Removing
        && wish.catalogue()
            .find(
                ApplicationCluster.class,
                new ObjectName(cluster.key().namespace(), cluster.key().name()))
            .filter(ours -> ours.getSpec().onRemoval().instructions() == InstructionsOnRemoval.KEEP)
            .isPresent();
  }

  /** Selected, and not connected yet: what was known of it stays. */
  private static ScheduleCluster unknown(ClusterName name, Wish wish) {
    var entry =
        wish.before(name)
            .map(ScheduleClusterBuilder::builder)
            .orElseGet(ScheduleClusterBuilder::builder);
    return entry
        .namespace(name.namespace())
        .name(name.name())
        .state(ScheduleState.PENDING)
        .reason(Reason.PROGRESSING.wireName())
        .message(noConnection(name))
        .build();
  }

  /**
   * What came of the removal from one cluster.
   *
   * @param state empty if nothing is left
   * @param again whether no event tells when to go on
   */
  private record Removed(Optional<ScheduleCluster> state, boolean again) {}

  private static Removed removed(RemoteCluster cluster, Wish wish) {
    try {
      var name = wish.storkName(cluster.installation(), cluster.identity().orElseThrow());
      return switch (ScheduleRemoval.remove(cluster, cluster.identity().orElseThrow(), wish)) {
        case GONE -> new Removed(Optional.empty(), false);
        case GOING ->
            new Removed(
                Optional.of(
                    leaving(
                        cluster,
                        wish,
                        Reason.BEING_REMOVED,
                        Reason.BEING_REMOVED.advise(
                            "Stork schedule " + name + " is being removed"))),
                false);
        case FREED ->
            new Removed(
                Optional.of(
                    leaving(
                        cluster,
                        wish,
                        Reason.BEING_REMOVED,
                        Reason.BEING_REMOVED.advise(
                            "Stork schedule "
                                + name
                                + " is suspended, and goes now that no backup depends on it"))),
                true);
        case WAITING ->
            new Removed(
                Optional.of(
                    leaving(
                        cluster,
                        wish,
                        Reason.BEING_REMOVED,
                        Reason.BEING_REMOVED.advise(
                            "Stork schedule "
                                + name
                                + " is suspended, and goes when the backup of the run that has"
                                + " just begun exists"))),
                true);
      };
    } catch (NotPossible e) {
      return new Removed(Optional.of(leaving(cluster, wish, e.reason(), e.text())), false);
    }
  }

  private static ScheduleCluster leaving(
      RemoteCluster cluster, Wish wish, Reason reason, String message) {
    return state(cluster, wish, ScheduleState.LEAVING, reason, message);
  }

  private static ScheduleCluster failed(
      RemoteCluster cluster, Wish wish, ScheduleState state, Result.Failed<?> failed) {
    return state(
        cluster,
        wish,
        state,
        RemoteReasons.of(failed.cause()),
        RemoteReasons.advice(failed.cause()));
  }

  private static ScheduleCluster broken(RemoteCluster cluster, Wish wish, ScheduleState state) {
    return state(
        cluster,
        wish,
        state,
        Reason.INTERNAL_ERROR,
        Reason.INTERNAL_ERROR.advise(Reason.INTERNAL_ERROR.meaning()));
  }

  private static ScheduleCluster late(RemoteCluster cluster, Wish wish, ScheduleState state) {
    return state(
        cluster,
        wish,
        state,
        Reason.CLUSTER_UNREACHABLE,
        Reason.CLUSTER_UNREACHABLE.advise(
            "cluster " + cluster.key().name() + " did not answer in time"));
  }

  private static ScheduleCluster state(
      RemoteCluster cluster, Wish wish, ScheduleState state, Reason reason, String message) {
    return ClusterEntries.entry(cluster, wish.before(cluster.key()).orElse(null))
        .state(state)
        .reason(reason.wireName())
        .message(Messages.cut(message))
        .build();
  }
}
