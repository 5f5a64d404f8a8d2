package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.AzureLocation;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.LeftBehind;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.StorkNames;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of the instructions that our objects ask for now: somebody may have made an object again
 * while what the former one left was still there, and then that is its instruction. Pure.
 */
final class WantedAgain implements Predicate<LeftBehind> {
  private final Set<String> names;

  WantedAgain(
      StorkNames stork,
      ClusterKey cluster,
      Collection<BackupSchedule> schedules,
      Collection<BackupLocation> locations) {
    names =
        Stream.concat(
                schedules.stream()
                    .filter(WantedAgain::stays)
                    .map(schedule -> stork.schedule(name(schedule), cluster, "")),
                locations.stream()
                    .filter(WantedAgain::stays)
                    .flatMap(location -> name(stork, location)))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** As they are in a namespace now. */
  static WantedAgain in(
      String namespace, KubernetesClient client, StorkNames stork, ClusterKey cluster) {
    return new WantedAgain(
        stork,
        cluster,
        client.resources(BackupSchedule.class).inNamespace(namespace).list().getItems(),
        client.resources(BackupLocation.class).inNamespace(namespace).list().getItems());
  }

  private static boolean stays(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() == null;
  }

  private static Stream<String> name(StorkNames stork, BackupLocation location) {
    AzureLocation azure = location.getSpec() == null ? null : location.getSpec().azure();
    return azure == null
        ? Stream.empty()
        : Stream.of(stork.location(name(location), azure.storageAccount(), azure.container()));
  }

  private static ObjectName name(HasMetadata object) {
    return new ObjectName(object.getMetadata().getNamespace(), object.getMetadata().getName());
  }

  @Override
  public boolean test(LeftBehind left) {
    return names.contains(left.name());
  }
}
