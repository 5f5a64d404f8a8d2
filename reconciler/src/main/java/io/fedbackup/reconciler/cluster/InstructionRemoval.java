package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.Labels;
import io.fedbackup.reconciler.instruction.ScheduleTakeBack;
import io.fedbackup.reconciler.location.LocationUsers;
import io.fedbackup.reconciler.remote.RemoteCache;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.remote.RemoteKind;
import io.fedbackup.reconciler.remote.RemoteKind.Place;
import io.fedbackup.reconciler.remote.RemoteKinds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.ApplicationRestore;
import org.libopenstorage.stork.v1alpha1.BackupLocation;
import org.libopenstorage.stork.v1alpha1.Rule;
import org.libopenstorage.stork.v1alpha1.SchedulePolicy;

/**
 * Takes our standing instructions and restores off one cluster, in the order in which they use each
 * other. What is ours says the installation's label together with the cluster's: an
 * ApplicationBackup bears them too, by inheritance, and is a record that stays. Fit to be repeated.
 */
final class InstructionRemoval {
  private static final RemoteKind<ApplicationBackupSchedule> SCHEDULES =
      RemoteKind.all(ApplicationBackupSchedule.class, Place.ADMIN_NAMESPACE);
  private static final RemoteKind<ApplicationRestore> RESTORES =
      RemoteKind.all(ApplicationRestore.class, Place.ADMIN_NAMESPACE);
  private static final RemoteKind<SchedulePolicy> POLICIES =
      RemoteKind.ours(SchedulePolicy.class, Place.CLUSTER);
  private static final RemoteKind<Rule> RULES = RemoteKind.ours(Rule.class, Place.ADMIN_NAMESPACE);
  private static final RemoteKind<BackupLocation> LOCATIONS =
      RemoteKind.all(BackupLocation.class, Place.ADMIN_NAMESPACE);
  private static final RemoteKind<ApplicationBackup> ALL_BACKUPS =
      RemoteKind.all(ApplicationBackup.class, Place.ADMIN_NAMESPACE);
  private static final List<RemoteKind<?>> NEEDED =
      List.of(SCHEDULES, RESTORES, POLICIES, RULES, LOCATIONS, ALL_BACKUPS, RemoteKinds.AGENT_JOBS);

  private final RemoteCluster cluster;
  private final ClusterKey identity;

  InstructionRemoval(RemoteCluster cluster, ClusterKey identity) {
    this.cluster = cluster;
    this.identity = identity;
  }

  /** What is still there and shall go; empty as long as not all is known. */
  Optional<List<HasMetadata>> takeBack(Instant now) {
    // all of them before the first is judged: asking for a cache starts its watch
    List<? extends RemoteCache<?>> caches = NEEDED.stream().map(cluster::cache).toList();
    if (!caches.stream().allMatch(InstructionRemoval::known)) {
      return Optional.empty();
    }
    List<HasMetadata> left = new ArrayList<>();
    for (ApplicationBackupSchedule schedule : ours(SCHEDULES)) {
      ScheduleTakeBack.remove(cluster, schedule, now);
      left.add(schedule);
    }
    left.addAll(delete(ours(RESTORES)));
    left.addAll(delete(ours(RemoteKinds.AGENT_JOBS)));
    if (left.isEmpty()) {
      left.addAll(delete(ours(POLICIES)));
      left.addAll(delete(ours(RULES)));
      left.addAll(delete(unusedLocations()));
    }
    return Optional.of(List.copyOf(left));
  }

  /** Instructions of ours as they were last seen; what the cluster has by now may differ. */
  List<HasMetadata> lastSeen() {
    return Stream.of(SCHEDULES, RESTORES, POLICIES, RULES, LOCATIONS)
        .<HasMetadata>flatMap(kind -> ours(kind).stream())
        .toList();
  }

  /** A kind that the cluster does not have has no objects. */
  private static boolean known(RemoteCache<?> cache) {
    return cache.synced()
        || cache.failure().filter(RemoteException.NotFound.class::isInstance).isPresent();
  }

  private List<BackupLocation> unusedLocations() {
    var users = new LocationUsers(cluster);
    return ours(LOCATIONS).stream()
        .filter(
            location ->
                users
                    .of(location.getMetadata().getName())
                    .filter(found -> found.isEmpty())
                    .isPresent())
        .toList();
  }

  private <T extends HasMetadata> List<T> delete(List<T> objects) {
    objects.forEach(object -> cluster.delete(object, DeletionPropagation.BACKGROUND));
    return objects;
  }

  private <T extends HasMetadata> List<T> ours(RemoteKind<T> kind) {
    return cluster.cache(kind).list().stream().filter(this::isForThisCluster).toList();
  }

  private boolean isForThisCluster(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null
        && cluster.installation().equals(labels.get(Labels.INSTALLATION))
        && (object instanceof Job || identity.hash().equals(labels.get(Labels.CLUSTER)));
  }
}
