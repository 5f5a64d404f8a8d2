package io.fedbackup.reconciler.drift;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.DriftReport;
import io.fedbackup.planning.drift.DriftLedger;
import io.fedbackup.reconciler.remote.ClusterName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * DriftReports of ApplicationClusters on the backup cluster. What was written is remembered, since
 * nobody else writes; where somebody did, it is read anew. Used by one thread.
 */
public final class KubernetesReports implements ClusterDrift.ReportStore {
  private static final String PREFIX = "cluster-";

  private final KubernetesClient client;

  /** Empty where there is none. */
  private final Map<ClusterName, Optional<DriftReport>> known = new HashMap<>();

  /** With a client of the backup cluster. */
  public KubernetesReports(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public DriftLedger read(ClusterName cluster) {
    return DriftLedger.of(report(cluster).map(DriftReport::getStatus).orElse(null));
  }

  @Override
  public void write(ClusterName cluster, DriftLedger ledger, Instant now) {
    try {
      Optional<DriftReport> report = report(cluster);
      if (ledger.isEmpty()) {
        report.ifPresent(it -> client.resource(it).delete());
        known.put(cluster, Optional.empty());
        return;
      }
      DriftReport target = report.orElseGet(() -> create(cluster));
      if (target == null) {
        return; // the cluster is gone, and its report with it
      }
      DriftReport copy = client.getKubernetesSerialization().clone(target);
      copy.setStatus(ledger.status(target.getStatus(), target.getMetadata().getGeneration(), now));
      known.put(cluster, Optional.of(client.resource(copy).updateStatus()));
    } catch (KubernetesClientException e) {
      known.remove(cluster);
      throw e;
    }
  }

  @Override
  public void forget(ClusterName cluster) {
    known.remove(cluster);
  }

  private Optional<DriftReport> report(ClusterName cluster) {
    return known.computeIfAbsent(cluster, this::load);
  }

  private Optional<DriftReport> load(ClusterName cluster) {
    DriftReport found =
        client
            .resources(DriftReport.class)
            .inNamespace(cluster.namespace())
            .withName(PREFIX + cluster.name())
            .get();
    if (found == null) {
      return Optional.empty();
    }
    ApplicationCluster owner = owner(cluster);
    if (owner != null && owns(owner, found)) {
      return Optional.of(found);
    }
    client.resource(found).delete(); // of a former cluster of this name, or made by somebody else
    return Optional.empty();
  }

  private static boolean owns(ApplicationCluster owner, DriftReport report) {
    return report.getMetadata().getOwnerReferences().stream()
        .map(OwnerReference::getUid)
        .anyMatch(uid -> uid.equals(owner.getMetadata().getUid()));
  }

  private @Nullable ApplicationCluster owner(ClusterName cluster) {
    return client
        .resources(ApplicationCluster.class)
        .inNamespace(cluster.namespace())
        .withName(cluster.name())
        .get();
  }

  private @Nullable DriftReport create(ClusterName cluster) {
    ApplicationCluster owner = owner(cluster);
    if (owner == null) {
      return null;
    }
    var report = new DriftReport();
    report.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(cluster.namespace())
            .withName(PREFIX + cluster.name())
            .withOwnerReferences(
                new OwnerReferenceBuilder()
                    .withApiVersion(Objects.requireNonNull(owner.getApiVersion()))
                    .withKind(owner.getKind())
                    .withName(owner.getMetadata().getName())
                    .withUid(owner.getMetadata().getUid())
                    .withController(true)
                    .build())
            .build());
    return client.resource(report).create();
  }
}
