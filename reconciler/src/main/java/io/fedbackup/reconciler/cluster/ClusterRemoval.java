package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatus;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatusBuilder;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.GoDuration;
import io.fedbackup.api.v1alpha1.InstructionsOnRemoval;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.ApplicationClusters.Result;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.remote.Contact;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.Usability;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back what stands on a cluster when its ApplicationCluster goes. ApplicationBackups stay,
 * and so do the locations that they name. Waits for the cluster for {@code removalTimeout}, then
 * lists what stayed behind in an Event.
 */
final class ClusterRemoval {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterRemoval.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofSeconds(3);
  private static final int NAMES_SHOWN = 10;

  private final ApplicationClusterReconciler.Tools tools;
  private final Clock clock;

  ClusterRemoval(ApplicationClusterReconciler.Tools tools, Clock clock) {
    this.tools = tools;
    this.clock = clock;
  }

  /**
   * Goes on with the removal.
   *
   * @param foreign whether the cluster is another object's or another cluster: then it is left
   *     alone
   */
  DeleteControl remove(ApplicationCluster cluster, boolean foreign) {
    ClusterName name = ClusterTriggers.name(cluster);
    String uid = ClusterAssessment.knownUid(cluster);
    boolean keep = cluster.getSpec().onRemoval().instructions() == InstructionsOnRemoval.KEEP;
    if (foreign || keep || uid == null || wasForeign(cluster)) {
      return done(name);
    }
    var identity = new ClusterKey(uid, cluster.getSpec().stork().adminNamespace());
    Left left = takeBack(name, identity);
    if (left.nothing()) {
      LOG.info("ApplicationCluster {} is removed, nothing of ours is left there", name);
      return done(name);
    }
    if (!deadline(cluster).isAfter(clock.instant())) {
      EventRecord told = instructionsLeft(cluster, left, lastSeen(name, identity));
      // in a namespace that is being deleted no Event can be written
      LOG.warn("ApplicationCluster {}: {}", name, told.message());
      tools.events().write(told);
      return done(name);
    }
    report(cluster, left);
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(AGAIN);
  }

  /** A duplicate or replaced cluster is not touched, also where it does not answer now. */
  private static boolean wasForeign(ApplicationCluster cluster) {
    ApplicationClusterStatus status = cluster.getStatus();
    return status != null
        && (Reason.DUPLICATE_CLUSTER.wireName().equals(status.reason())
            || Reason.CLUSTER_REPLACED.wireName().equals(status.reason()));
  }

  private DeleteControl done(ClusterName name) {
    tools.connections().remove(name);
    return DeleteControl.defaultDelete();
  }

  /**
   * What is still there.
   *
   * @param known false if the cluster could not be asked
   * @param names kind and name of each
   * @param why what is waited for
   */
  private record Left(boolean known, List<String> names, Reason reason, String why) {
    boolean nothing() {
      return known && names.isEmpty();
    }
  }

  private Left takeBack(ClusterName name, ClusterKey identity) {
    tools
        .connections()
        .publish(name, new Usability.Removing(), Optional.of(identity), Optional.empty());
    Optional<RemoteCluster> remote = tools.clusters().find(name);
    if (remote.isEmpty() || !(tools.connections().contact(name) instanceof Contact.Reached)) {
      return unknown("the cluster does not answer");
    }
    ApplicationClusters clusters = tools.clusters();
    Result<Optional<List<HasMetadata>>> result =
        clusters
            .onEach(
                List.of(remote.get()),
                cluster -> new InstructionRemoval(cluster, identity).takeBack(clock.instant()),
                LIMIT)
            .get(remote.get());
    return switch (result) {
      case Result.Done<Optional<List<HasMetadata>>> done ->
          done.value()
              .map(ClusterRemoval::left)
              .orElseGet(() -> unknown("what is on the cluster is being read"));
      case Result.Failed<Optional<List<HasMetadata>>> failed ->
          unknown(failed.cause().getMessage());
      case Result.Broken<Optional<List<HasMetadata>>> _ -> unknown(Reason.INTERNAL_ERROR.meaning());
      case Result.Late<Optional<List<HasMetadata>>> _ -> unknown("the cluster is slow");
      case null -> unknown("the cluster was not asked");
    };
  }

  private static Left left(List<HasMetadata> objects) {
    List<String> names = objects.stream().map(ApplicationClusterReconciler::describe).toList();
    return new Left(
        true,
        names,
        Reason.BEING_REMOVED,
        "still on the cluster: " + Messages.list(names, NAMES_SHOWN));
  }

  private static Left unknown(String why) {
    return new Left(false, List.of(), Reason.BEING_REMOVED, why);
  }

  private static Instant deadline(ApplicationCluster cluster) {
    Duration timeout = GoDuration.parse(cluster.getSpec().removalTimeout());
    return Instant.parse(cluster.getMetadata().getDeletionTimestamp()).plus(timeout);
  }

  private List<String> lastSeen(ClusterName name, ClusterKey identity) {
    return tools.clusters().find(name).stream()
        .flatMap(remote -> new InstructionRemoval(remote, identity).lastSeen().stream())
        .map(ApplicationClusterReconciler::describe)
        .toList();
  }

  private static EventRecord instructionsLeft(
      ApplicationCluster cluster, Left left, List<String> lastSeen) {
    String message =
        left.names().isEmpty()
            ? "removal ended without the cluster: " + left.why() + "; " + lastSeen(lastSeen)
            : "removal ended, " + left.why();
    return EventRecord.warning(
        Regarding.of(cluster),
        Reason.INSTRUCTIONS_LEFT,
        "removal",
        message + ". " + Reason.INSTRUCTIONS_LEFT.remedy());
  }

  private static String lastSeen(List<String> names) {
    return names.isEmpty()
        ? "what stands there is not known"
        : "last seen there: " + Messages.list(names, NAMES_SHOWN);
  }

  private void report(ApplicationCluster cluster, Left left) {
    ApplicationClusterStatus before = cluster.getStatus();
    var builder =
        before == null
            ? ApplicationClusterStatusBuilder.builder()
            : ApplicationClusterStatusBuilder.builder(before);
    Long generation = cluster.getMetadata().getGeneration();
    var conditions =
        new Conditions(
            before == null ? List.of() : before.conditions(), generation, clock.instant());
    tools
        .statuses()
        .write(
            cluster,
            builder
                .phase(ClusterPhase.REMOVING)
                .reason(left.reason().wireName())
                .conditions(
                    conditions.of(
                        Outcome.waiting(left.reason(), left.reason().advise(left.why()), AGAIN)))
                .observedGeneration(generation)
                .build());
  }
}
