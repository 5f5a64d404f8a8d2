package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.LeftBehind;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.StorkNames;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.ApplicationClusters.Result;
import io.fedbackup.reconciler.remote.RemoteCluster;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes back what removals left on a cluster while it was away, once it is usable again. */
final class LeftBehindTakeBack {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ApplicationClusters clusters;
  private final Clock clock;

  LeftBehindTakeBack(ApplicationClusters clusters, Clock clock) {
    this.clusters = clusters;
    this.clock = clock;
  }

  /** What the status says is left. */
  static List<LeftBehind> known(ApplicationCluster cluster) {
    return cluster.getStatus() == null ? List.of() : cluster.getStatus().leftBehind();
  }

  /** Does what can be done now; what is left then. */
  List<LeftBehind> of(ApplicationCluster cluster, KubernetesClient client) {
    List<LeftBehind> left = known(cluster);
    Optional<RemoteCluster> remote = clusters.find(ClusterTriggers.name(cluster));
    Optional<ClusterKey> key = remote.flatMap(RemoteCluster::identity);
    if (left.isEmpty() || remote.isEmpty() || key.isEmpty()) {
      return left;
    }
    var wanted =
        WantedAgain.in(
            cluster.getMetadata().getNamespace(),
            client,
            new StorkNames(remote.get().installation()),
            key.get());
    Result<List<LeftBehind>> result =
        clusters
            .onEach(
                List.of(remote.get()),
                there -> new LeftBehindRemoval(there, wanted).takeBack(left, clock.instant()),
                LIMIT)
            .get(remote.get());
    return result instanceof Result.Done<List<LeftBehind>> done ? done.value() : left;
  }
}
