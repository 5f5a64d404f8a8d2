package io.fedbackup.reconciler.schedule;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftEntryBuilder;
import io.fedbackup.api.v1alpha1.DriftLayer;
import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.reconciler.drift.DriftBook;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.remote.RemoteCache;
import io.fedbackup.reconciler.remote.RemoteEvent;
import io.fedbackup.reconciler.remote.RemoteKind;
import java.util.Optional;
import java.util.Set;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.BackupLocation;
import org.libopenstorage.stork.v1alpha1.Rule;
import org.libopenstorage.stork.v1alpha1.SchedulePolicy;

/**
 * Standing instructions on clusters that bear our label and stand for nothing of ours: somebody
 * copied one, or a backup cluster was rebuilt without its objects. They are reported and never
 * removed for that. Seen by the watches that are there anyway.
 */
final class Extras {
  private static final Set<Class<? extends HasMetadata>> STANDING =
      Set.of(
          ApplicationBackupSchedule.class, SchedulePolicy.class, Rule.class, BackupLocation.class);

  private final ApplicationClusters clusters;
  private final DriftBook book;
  private final OurNames names;

  Extras(ApplicationClusters clusters, DriftBook book, OurNames names) {
    this.clusters = clusters;
    this.book = book;
    this.names = names;
  }

  /** Looks at what a watch has seen. Does not block. */
  void happened(RemoteEvent event) {
    switch (event) {
      case RemoteEvent.ObjectChanged changed -> changed(changed);
      case RemoteEvent.CacheSynced synced -> listed(synced.cluster(), synced.kind());
      case RemoteEvent.ClusterChanged _, RemoteEvent.Probed _ -> {
        // nothing came or went
      }
    }
  }

  private void changed(RemoteEvent.ObjectChanged changed) {
    if (!STANDING.contains(changed.kind().type())) {
      return;
    }
    ClusterName cluster = changed.cluster();
    HasMetadata object = changed.object();
    String name = object.getMetadata().getName();
    switch (changed.type()) {
      case ADDED ->
          book.suspect(
              cluster, entry(cluster, object), () -> isExtra(cluster, changed.kind(), name));
      case DELETED -> book.gone(cluster, HasMetadata.getKind(object.getClass()), name::equals);
      case MODIFIED -> {
        // it was looked at when it came
      }
    }
  }

  private void listed(ClusterName cluster, RemoteKind<?> kind) {
    if (STANDING.contains(kind.type())) {
      book.gone(cluster, HasMetadata.getKind(kind.type()), name -> !isExtra(cluster, kind, name));
    }
  }

  private boolean isExtra(ClusterName cluster, RemoteKind<?> kind, String name) {
    return clusters
        .find(cluster)
        .filter(
            remote -> {
              RemoteCache<?> cache = remote.cache(kind);
              Optional<? extends HasMetadata> live = cache.get(name);
              return live.filter(it -> StorkKinds.ours(remote, it)).isPresent()
                  && !names.standsForOurs(remote, live.get());
            })
        .isPresent();
  }

  private static DriftEntry entry(ClusterName cluster, HasMetadata object) {
    return DriftEntryBuilder.builder()
        .layer(DriftLayer.CLUSTER)
        .kind(HasMetadata.getKind(object.getClass()))
        .namespace(object.getMetadata().getNamespace())
        .name(object.getMetadata().getName())
        .cluster(cluster.name())
        .type(DriftType.EXTRA)
        .build();
  }
}
