package io.fedbackup.reconciler.schedule;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupOrigin;
import io.fedbackup.api.v1alpha1.BackupSpec;
import io.fedbackup.api.v1alpha1.ObjectReference;
import io.fedbackup.planning.backup.ReportedRun;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.Labels;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.schedule.RunHistory;
import io.fedbackup.planning.stork.PastRun;
import io.fedbackup.planning.stork.RunName;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.instruction.StorkRuns;
import io.fedbackup.reconciler.remote.RemoteCluster;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Backup here for every ApplicationBackup that a schedule made on a cluster. It carries from its
 * create on what it mirrors, so that a crash before its status makes nothing twice.
 */
final class RunMirrors {
  private static final Logger LOG = LoggerFactory.getLogger(RunMirrors.class);

  /** Backups per schedule and cluster: what a cluster reports is bounded. */
  static final int MOST = 1000;

  private static final int LONGEST_UID = 64;
  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;

  RunMirrors(KubernetesClient client) {
    this.client = client;
  }

  /**
   * What is mirrored of one schedule on one cluster.
   *
   * @param history its Backups
   * @param past all that is known of the runs of this very schedule, also those that were not
   *     mirrored until now; complete only if what the cluster has was known before
   * @param tooMany whether the cluster reports more than are mirrored
   * @param again whether some are missing that can be made soon
   */
  record Mirrored(RunHistory history, List<PastRun> past, boolean tooMany, boolean again) {}

  /**
   * Makes the Backups that are missing. One that is not taken keeps nothing else from being done.
   */
  Mirrored mirror(RemoteCluster cluster, ClusterKey key, Wish wish) {
    var storkName = wish.storkName(cluster.installation(), key);
    var history = RunHistory.of(wish.backups(), key.hash(), storkName);
    if (wish.catalogue().terminating(wish.namespace())) {
      return new Mirrored(history, history.past(wish.uid()), false, false);
    }
    var known = new HashSet<String>();
    history.runs().forEach(run -> known.add(run.getMetadata().getName()));
    var reported = runs(cluster, storkName, wish);
    var fresh = reported.stream().filter(run -> !known.contains(run.name())).toList();
    // records that are gone take no room: their number is bounded by people, not by the cluster
    var room = Math.max(0, MOST - (reported.size() - fresh.size()));
    // an API server that does not take one now is not asked a thousand times
    var taken = fresh.stream().limit(room).allMatch(run -> taken(backup(run, cluster, key, wish)));
    var past = new ArrayList<>(history.past(wish.uid()));
    fresh.stream()
        .filter(run -> run.schedule().equals(wish.uid()))
        .map(run -> past(run.report()))
        .forEach(past::add);
    return new Mirrored(history, past, fresh.size() > room, !taken);
  }

  /**
   * A run that a cluster reports.
   *
   * @param schedule UID of the BackupSchedule under whose retention it is, empty if nobody knows
   */
  private record Run(ReportedRun report, String schedule) {
    String name() {
      return report.name();
    }
  }

  /**
   * Runs of a schedule as the cluster reports them, newest first; copies never count. Under whose
   * retention one is says its annotation, which Stork copies from the schedule; but what the
   * schedule lists that stands now is under this one's: so it is where the backup cluster was built
   * anew, and the schedule on the cluster is adopted.
   */
  private static List<Run> runs(RemoteCluster cluster, String storkName, Wish wish) {
    var listed =
        cluster
            .cache(StorkKinds.SCHEDULES)
            .get(storkName)
            .filter(live -> StorkKinds.ours(cluster, live))
            .map(live -> StorkRuns.of(live).names())
            .orElseGet(Set::of);
    return cluster.cache(StorkKinds.BACKUPS).list().stream()
        .filter(
            reported ->
                RunName.parse(reported.getMetadata().getName())
                    .filter(name -> name.schedule().equals(storkName))
                    .isPresent())
        .map(
            reported ->
                new Run(
                    ReportedRun.of(reported),
                    listed.contains(reported.getMetadata().getName())
                        ? wish.uid()
                        : ownerUid(reported)))
        .filter(run -> !run.report().copy())
        .sorted(Comparator.comparing(Run::name).reversed())
        .toList();
  }

  private static String ownerUid(ApplicationBackup reported) {
    Map<String, String> annotations = reported.getMetadata().getAnnotations();
    return annotations == null
        ? ""
        : Messages.cut(annotations.getOrDefault(Annotations.OWNER_UID, ""), LONGEST_UID);
  }

  private static PastRun past(ReportedRun run) {
    var started =
        run.startedAt() == null
            ? RunName.parse(run.name()).map(RunName::startedAt).orElse(Instant.EPOCH)
            : run.startedAt();
    var status = run.ended() && !run.status().isEmpty() ? run.status() : "InProgress";
    return new PastRun(run.name(), started, run.finishedAt(), status);
  }

  /** False if the API server may take it soon. */
  private boolean taken(Backup backup) {
    var name = backup.getMetadata().getName();
    try {
      client.resource(backup).create();
      LOG.info("mirrors {}", name);
      return true;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT -> {
          LOG.debug("Backup {} is there already", name);
          yield true;
        }
        case HttpURLConnection.HTTP_FORBIDDEN,
            HttpURLConnection.HTTP_NOT_FOUND,
            HttpURLConnection.HTTP_BAD_REQUEST,
            HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
            UNPROCESSABLE -> {
          // refused as it is, or the namespace is being deleted and takes nothing new
          LOG.warn("no Backup {}: {}", name, Messages.cut(e.getMessage()));
          yield true;
        }
        default -> {
          if (Thread.currentThread().isInterrupted()) {
            throw e; // given up: nothing else is done by this work
          }
          LOG.warn("no Backup {} yet, it is tried again: {}", name, Messages.cut(e.getMessage()));
          yield false;
        }
      };
    }
  }

  private static Backup backup(Run run, RemoteCluster cluster, ClusterKey key, Wish wish) {
    var backup = new Backup();
    backup.setMetadata(
        new ObjectMetaBuilder()
            .withName(run.name())
            .withNamespace(wish.namespace())
            .withLabels(
                Map.of(Labels.CLUSTER, key.hash(), Labels.CLUSTER_NAME, cluster.key().name()))
            .withAnnotations(
                Map.of(
                    Annotations.ORIGIN, BackupOrigin.SCHEDULED.wire(),
                    Annotations.MIRRORS, key.hash() + "/" + run.report().uid(),
                    Annotations.OWNER_NAMESPACE, wish.namespace(),
                    Annotations.OWNER_NAME, wish.schedule().getMetadata().getName(),
                    Annotations.OWNER_UID, run.schedule()))
            .build());
    backup.setSpec(spec(run.report(), cluster, wish));
    return backup;
  }

  private static BackupSpec spec(ReportedRun run, RemoteCluster cluster, Wish wish) {
    var template = wish.schedule().getSpec().template();
    return new BackupSpec(
        new ObjectReference(cluster.key().name(), null),
        wish.schedule().getSpec().locationRef(),
        template.namespaces(),
        template.namespaceSelector(),
        template.labelSelector(),
        template.resourceTypes(),
        template.includeResources(),
        template.preRuleRef(),
        template.postRuleRef(),
        template.volumeSnapshotClasses(),
        template.options(),
        template.timeout(),
        run.reclaimPolicy(),
        List.of());
  }
}
