package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatus;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatusBuilder;
import io.fedbackup.api.v1alpha1.LeftBehind;
import io.fedbackup.api.v1alpha1.LeftBehindBuilder;
import io.fedbackup.reconciler.instruction.LeftBehindLedger;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.status.StatusWriter;
import io.fedbackup.reconciler.status.StatusWriter.Written;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger in {@code status.leftBehind} of the ApplicationCluster. */
public final class LeftInstructions implements LeftBehindLedger {
  private static final Logger LOG = LoggerFactory.getLogger(LeftInstructions.class);
  private static final int MAXIMUM = 500;

  private final KubernetesClient client;
  private final StatusWriter statuses;
  private final Clock clock;

  /** Reads and writes with these. */
  public LeftInstructions(KubernetesClient client, StatusWriter statuses, Clock clock) {
    this.client = client;
    this.statuses = statuses;
    this.clock = clock;
  }

  @Override
  public boolean add(ClusterName cluster, Collection<LeftBehind> left) {
    ApplicationCluster found =
        client
            .resources(ApplicationCluster.class)
            .inNamespace(cluster.namespace())
            .withName(cluster.name())
            .get();
    if (found == null || found.getMetadata().getDeletionTimestamp() != null) {
      return true;
    }
    return statuses.write(found, with(found, left)) != Written.CONFLICT;
  }

  private ApplicationClusterStatus with(ApplicationCluster cluster, Collection<LeftBehind> left) {
    ApplicationClusterStatus before =
        Objects.requireNonNullElseGet(
            cluster.getStatus(), () -> ApplicationClusterStatusBuilder.builder().build());
    String namespace = cluster.getSpec().stork().adminNamespace();
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    List<LeftBehind> more =
        left.stream()
            .map(one -> LeftBehindBuilder.builder(one).namespace(namespace).since(now).build())
            .toList();
    return ApplicationClusterStatusBuilder.builder(before)
        .leftBehind(merged(before.leftBehind(), more))
        .build();
  }

  /** Each once, the older first. */
  static List<LeftBehind> merged(List<LeftBehind> before, Collection<LeftBehind> more) {
    List<LeftBehind> all = new ArrayList<>(before);
    for (LeftBehind one : more) {
      if (all.stream().anyMatch(known -> same(known, one))) {
        continue;
      }
      if (all.size() < MAXIMUM) {
        all.add(one);
      } else {
        LOG.warn("{} {} is left behind and will not be taken back", one.kind(), one.name());
      }
    }
    return List.copyOf(all);
  }

  private static boolean same(LeftBehind one, LeftBehind other) {
    return one.kind().equals(other.kind())
        && one.name().equals(other.name())
        && Objects.equals(one.uid(), other.uid());
  }
}
