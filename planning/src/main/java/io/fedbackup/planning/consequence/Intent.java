package io.fedbackup.planning.consequence;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.ObjectReference;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.selection.SelectedClusters;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is wanted of a fleet at one time. Objects without a spec do not count.
 *
 * @param clusters every ApplicationCluster, with its status where it is known
 * @param locations every BackupLocation
 * @param policies every SchedulePolicy
 * @param schedules every BackupSchedule, with its status where it is known
 */
public record Intent(
    List<ApplicationCluster> clusters,
    List<BackupLocation> locations,
    List<SchedulePolicy> policies,
    List<BackupSchedule> schedules) {

  /** Copies the lists. */
  public Intent {
    clusters = clusters.stream().filter(it -> it.getSpec() != null).toList();
    locations = locations.stream().filter(it -> it.getSpec() != null).toList();
    policies = policies.stream().filter(it -> it.getSpec() != null).toList();
    schedules = schedules.stream().filter(it -> it.getSpec() != null).toList();
  }

  List<ObjectName> clustersOf(BackupSchedule schedule) {
    var selection = schedule.getSpec().clusters();
    return names(SelectedClusters.of(selection, namespace(schedule), clusters));
  }

  List<ObjectName> clustersOf(BackupLocation location) {
    var selection = location.getSpec().clusters();
    return names(SelectedClusters.of(selection, namespace(location), clusters));
  }

  Optional<SchedulePolicy> policyOf(BackupSchedule schedule) {
    return find(policies, schedule, schedule.getSpec().schedulePolicyRef());
  }

  Optional<BackupLocation> locationOf(BackupSchedule schedule) {
    return find(locations, schedule, schedule.getSpec().locationRef());
  }

  Optional<BackupSchedule> schedule(ObjectName name) {
    return schedules.stream().filter(it -> name(it).equals(name)).findFirst();
  }

  private static <T extends HasMetadata> Optional<T> find(
      Collection<T> objects, HasMetadata from, @Nullable ObjectReference reference) {
    if (reference == null) {
      return Optional.empty();
    }
    var namespace = Objects.requireNonNullElse(reference.namespace(), namespace(from));
    var name = new ObjectName(namespace, reference.name());
    return objects.stream().filter(it -> name(it).equals(name)).findFirst();
  }

  private static List<ObjectName> names(SelectedClusters selected) {
    return selected.clusters().stream().map(Intent::name).toList();
  }

  static ObjectName name(HasMetadata object) {
    return new ObjectName(namespace(object), object.getMetadata().getName());
  }

  /** As {@code Kind namespace/name}. */
  static String describe(HasMetadata object) {
    var name = name(object);
    return HasMetadata.getKind(object.getClass()) + " " + name.namespace() + "/" + name.name();
  }

  private static String namespace(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getNamespace(), "");
  }
}
