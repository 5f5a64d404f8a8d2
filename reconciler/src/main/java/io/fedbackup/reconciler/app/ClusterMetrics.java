package io.fedbackup.reconciler.app;

import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.Usability;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** {@code fedbackup_clusters}: application clusters by phase. */
final class ClusterMetrics implements MeterBinder {
  private final ApplicationClusters clusters;

  ClusterMetrics(ApplicationClusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (ClusterPhase phase : ClusterPhase.values()) {
      Gauge.builder("fedbackup.clusters", clusters, all -> count(all, phase))
          .tag("phase", phase.wire())
          .description("Application clusters by phase")
          .register(meters);
    }
  }

  private static double count(ApplicationClusters clusters, ClusterPhase phase) {
    return clusters.all().stream().filter(cluster -> phase(cluster) == phase).count();
  }

  private static ClusterPhase phase(RemoteCluster cluster) {
    return switch (cluster.usability()) {
      case Usability.Usable _, Usability.Suspended _ -> ClusterPhase.ACTIVE;
      case Usability.Removing _ -> ClusterPhase.REMOVING;
      case Usability.Unusable unusable -> unusable.phase();
    };
  }
}
