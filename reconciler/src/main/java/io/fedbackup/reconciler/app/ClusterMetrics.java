package io.fedbackup.reconciler.app;

import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.Usability;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.Supplier;

/** {@code fedbackup_clusters}: application clusters by phase. */
final class ClusterMetrics implements MeterBinder {
  private final Supplier<List<RemoteCluster>> clusters;

  /**
   * Counts these.
   *
   * @param clusters those that are known now; asked whenever metrics are read
   */
  ClusterMetrics(Supplier<List<RemoteCluster>> clusters) {
    this.clusters = clusters;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (ClusterPhase phase : ClusterPhase.values()) {
      Gauge.builder("fedbackup.clusters", () -> count(phase))
          .tag("phase", phase.wire())
          .description("Application clusters by phase")
          .register(meters);
    }
  }

  private long count(ClusterPhase phase) {
    return clusters.get().stream().filter(cluster -> phase(cluster) == phase).count();
  }

  private static ClusterPhase phase(RemoteCluster cluster) {
    return switch (cluster.usability()) {
      case Usability.Usable _, Usability.Suspended _ -> ClusterPhase.ACTIVE;
      case Usability.Removing _ -> ClusterPhase.REMOVING;
      case Usability.Unusable unusable -> unusable.phase();
    };
  }
}
