package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.ApplicationClusters.Result;
import io.fedbackup.reconciler.remote.ClusterConnections;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps Gardener from deleting Stork's custom resource definitions with a Shoot: that would delete
 * every ApplicationBackup while Stork runs, and Stork would erase the data.
 */
final class CrdProtection {
  private static final String LABEL = "shoot.gardener.cloud/no-cleanup";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final ApplicationClusters clusters;
  private final ClusterConnections connections;

  CrdProtection(ApplicationClusters clusters, ClusterConnections connections) {
    this.clusters = clusters;
    this.connections = connections;
  }

  static boolean isProtected(ObjectMeta meta) {
    Map<String, String> labels = meta.getLabels();
    return labels != null && "true".equals(labels.get(LABEL));
  }

  /** Sets the label on each; why it could not be set, or empty. */
  Optional<Problem> protect(RemoteCluster cluster, List<String> definitions) {
    if (definitions.isEmpty()) {
      return Optional.empty();
    }
    var results =
        clusters.onEach(
            List.of(cluster),
            target -> {
              definitions.forEach(name -> connections.label(target.key(), labelled(name)));
              return definitions.size();
            },
            LIMIT);
    Result<Integer> result = results.get(cluster);
    return switch (result) {
      case Result.Done<Integer> _ -> Optional.empty();
      case Result.Failed<Integer> failed -> Optional.of(problem(failed.cause()));
      case Result.Broken<Integer> _ ->
          Optional.of(new Problem(Reason.INTERNAL_ERROR, Reason.INTERNAL_ERROR.remedy()));
      case Result.Late<Integer> _ ->
          Optional.of(new Problem(Reason.CLUSTER_UNREACHABLE, "labels were not set in time"));
      case null -> throw new IllegalStateException("no result for " + cluster);
    };
  }

  private static Problem problem(RemoteException cause) {
    Reason reason =
        cause instanceof RemoteException.Unreachable
            ? Reason.CLUSTER_UNREACHABLE
            : Reason.BACKUPS_UNPROTECTED;
    return new Problem(reason, cause.getMessage() + ". " + reason.remedy());
  }

  /**
   * Why backups are not protected.
   *
   * @param reason as the condition has it
   * @param message for people
   */
  record Problem(Reason reason, String message) {}

  private static HasMetadata labelled(String name) {
    return new CustomResourceDefinitionBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels(LABEL, "true")
        .endMetadata()
        .build();
  }
}
