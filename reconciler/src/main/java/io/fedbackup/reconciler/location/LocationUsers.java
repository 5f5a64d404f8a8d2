package io.fedbackup.reconciler.location;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.UsedBy;
import io.fedbackup.reconciler.remote.RemoteCache;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.remote.RemoteKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.ApplicationRestore;

/**
 * Who names a Stork BackupLocation on a cluster, whoever made them: as long as somebody does, the
 * location must stay, because Stork takes a missing one for success and leaves data behind.
 */
public final class LocationUsers {
  private static final List<RemoteKind<?>> KINDS =
      List.of(LocationKinds.SCHEDULES, LocationKinds.BACKUPS, LocationKinds.RESTORES);

  private final RemoteCluster cluster;

  /** Looks on this cluster. */
  public LocationUsers(RemoteCluster cluster) {
    this.cluster = cluster;
  }

  /** All of them; empty as long as not all is known. */
  public Optional<List<UsedBy>> of(String storkName) {
    List<UsedBy> users = new ArrayList<>();
    boolean known = true;
    for (RemoteKind<?> kind : KINDS) {
      RemoteCache<?> cache = cluster.cache(kind);
      known &= cache.synced() || notThere(cache);
      Set<String> unreadable = cache.unreadable();
      for (HasMetadata object : cache.list()) {
        String name = object.getMetadata().getName();
        if (storkName.equals(named(object)) && !unreadable.contains(name)) {
          users.add(user(kind, name));
        }
      }
      // whom they name cannot be told
      unreadable.forEach(name -> users.add(user(kind, name)));
    }
    return known ? Optional.of(List.copyOf(users)) : Optional.empty();
  }

  /** Why not all is known; empty if it is, or will be soon. */
  Optional<RemoteException> failure() {
    return KINDS.stream()
        .map(cluster::cache)
        .filter(cache -> !cache.synced() && !notThere(cache))
        .map(RemoteCache::failure)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The cluster does not know the kind: nobody of it can name anything. */
  static boolean notThere(RemoteCache<?> cache) {
    return cache.failure().filter(RemoteException.NotFound.class::isInstance).isPresent();
  }

  /** Name of the BackupLocation that a Stork resource refers to; null if none. */
  static @Nullable String named(HasMetadata object) {
    return switch (object) {
      case ApplicationBackup backup when backup.getSpec() != null ->
          backup.getSpec().getBackupLocation();
      case ApplicationRestore restore when restore.getSpec() != null ->
          restore.getSpec().getBackupLocation();
      case ApplicationBackupSchedule schedule
          when schedule.getSpec() != null
              && schedule.getSpec().getTemplate() != null
              && schedule.getSpec().getTemplate().getSpec() != null ->
          schedule.getSpec().getTemplate().getSpec().getBackupLocation();
      default -> null;
    };
  }

  private UsedBy user(RemoteKind<?> kind, String name) {
    return new UsedBy(HasMetadata.getKind(kind.type()), cluster.stork().adminNamespace(), name);
  }
}
