package io.fedbackup.reconciler.location;

import io.fedbackup.api.v1alpha1.AzureLocation;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupLocationStatus;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.location.LocationDocument;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.Ownership;
import io.fedbackup.planning.naming.StorkNames;
import io.fedbackup.planning.outcome.Requests;
import io.fedbackup.reconciler.remote.ClusterName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One reconciliation of one location.
 *
 * @param ours the object as it was read
 * @param azure its container
 * @param now when the reconciliation began
 */
record LocationWork(BackupLocation ours, AzureLocation azure, Instant now) {
  static final String KIND = "BackupLocation";

  String namespace() {
    return ours.getMetadata().getNamespace();
  }

  String uid() {
    return ours.getMetadata().getUid();
  }

  ObjectName name() {
    return new ObjectName(namespace(), ours.getMetadata().getName());
  }

  Regarding regarding() {
    return Regarding.of(ours);
  }

  Ownership ownership(String installation, ClusterKey cluster) {
    return new Ownership(installation, KIND, name(), uid(), cluster.hash());
  }

  /** Name of Stork's resource, the same on every cluster. */
  String storkName(String installation) {
    return storkName(installation, ours, azure);
  }

  static String storkName(String installation, BackupLocation location, AzureLocation azure) {
    ObjectName name =
        new ObjectName(location.getMetadata().getNamespace(), location.getMetadata().getName());
    return new StorkNames(installation).location(name, azure.storageAccount(), azure.container());
  }

  /** Value of annotation {@code fedbackup.io/requested-at}, as the status has it when served. */
  @Nullable String requestedAt() {
    return Requests.requestedAt(ours.getMetadata().getAnnotations());
  }

  List<LocationCluster> previous() {
    BackupLocationStatus status = ours.getStatus();
    return status == null ? List.of() : status.clusters();
  }

  Optional<LocationCluster> previous(ClusterName cluster) {
    return previous().stream()
        .filter(entry -> entry.namespace().equals(cluster.namespace()))
        .filter(entry -> entry.name().equals(cluster.name()))
        .findFirst();
  }

  /** What it becomes on a cluster. */
  org.libopenstorage.stork.v1alpha1.BackupLocation document(
      String installation, ClusterKey cluster) {
    return LocationDocument.render(
        ownership(installation, cluster), cluster.adminNamespace(), azure);
  }
}
