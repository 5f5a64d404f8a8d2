package io.fedbackup.reconciler.schedule;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatus;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.Rule;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.StorkNames;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.remote.RemoteCluster;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names that our objects have on a cluster, computed anew from what is known of them here,
 * selected or not: what is on its way out still stands for something.
 */
final class OurNames {
  private final Known known;

  OurNames(Known known) {
    this.known = known;
  }

  /** Our objects in a namespace, from caches. */
  interface Known {
    <R extends HasMetadata> Stream<R> all(Class<R> kind, String namespace);
  }

  /** Whether an instruction stands for an object of ours, or was left behind by one. */
  boolean standsForOurs(RemoteCluster cluster, HasMetadata instruction) {
    Optional<ClusterKey> key = cluster.identity();
    if (key.isEmpty()) {
      return true; // nothing can be said yet
    }
    String name = instruction.getMetadata().getName();
    var names = new Namer(new StorkNames(cluster.installation()), key.get());
    return hinted(cluster.key(), instruction, names).anyMatch(name::equals)
        || all(cluster.key(), instruction, names).anyMatch(name::equals)
        || leftBehind(cluster.key()).anyMatch(name::equals);
  }

  /** By the annotations, which are hints: they save computing all names. */
  private Stream<String> hinted(ClusterName cluster, HasMetadata instruction, Namer names) {
    Map<String, String> annotations = instruction.getMetadata().getAnnotations();
    String owner = annotations == null ? null : annotations.get(Annotations.OWNER_NAME);
    return owner == null
        ? Stream.empty()
        : ours(cluster, instruction)
            .filter(object -> owner.equals(object.getMetadata().getName()))
            .flatMap(names::of);
  }

  private Stream<String> all(ClusterName cluster, HasMetadata instruction, Namer names) {
    return ours(cluster, instruction).flatMap(names::of);
  }

  private Stream<? extends HasMetadata> ours(ClusterName cluster, HasMetadata instruction) {
    return switch (instruction) {
      case org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule _ ->
          known.all(BackupSchedule.class, cluster.namespace());
      case org.libopenstorage.stork.v1alpha1.SchedulePolicy _ ->
          known.all(SchedulePolicy.class, cluster.namespace());
      case org.libopenstorage.stork.v1alpha1.Rule _ -> known.all(Rule.class, cluster.namespace());
      case org.libopenstorage.stork.v1alpha1.BackupLocation _ ->
          known.all(BackupLocation.class, cluster.namespace());
      default -> Stream.empty();
    };
  }

  private Stream<String> leftBehind(ClusterName cluster) {
    return known
        .all(ApplicationCluster.class, cluster.namespace())
        .filter(object -> object.getMetadata().getName().equals(cluster.name()))
        .map(ApplicationCluster::getStatus)
        .filter(Objects::nonNull)
        .map(ApplicationClusterStatus::leftBehind)
        .flatMap(left -> left.stream().map(one -> one.name()));
  }

  /** Names on one cluster. */
  private record Namer(StorkNames names, ClusterKey key) {
    Stream<String> of(HasMetadata ours) {
      var name = new ObjectName(ours.getMetadata().getNamespace(), ours.getMetadata().getName());
      return switch (ours) {
        case BackupSchedule _ -> Stream.of(names.schedule(name, key, ""));
        case SchedulePolicy _ -> Stream.of(names.schedulePolicy(name, key, ""));
        case Rule _ -> Stream.of(names.rule(name));
        case BackupLocation location ->
            Stream.ofNullable(location.getSpec().azure())
                .map(azure -> names.location(name, azure.storageAccount(), azure.container()));
        default -> Stream.empty();
      };
    }
  }
}
