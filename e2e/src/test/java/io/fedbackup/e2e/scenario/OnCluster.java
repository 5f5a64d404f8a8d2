package io.fedbackup.e2e.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.testbed.RequestCounts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.BackupLocation;
import org.libopenstorage.stork.v1alpha1.Rule;
import org.libopenstorage.stork.v1alpha1.SchedulePolicy;

/** What of fedbackup's is on an application cluster. */
record OnCluster(FleetCluster cluster) {

  private static final String ADMIN = "kube-system";
  private static final String INSTALLATION = "fedbackup.io/installation";

  /** Stork's objects that were made for us, of one kind; in all namespaces. */
  <T extends HasMetadata> List<T> ours(Class<T> kind) {
    return cluster
        .client()
        .resources(kind)
        .inAnyNamespace()
        .withLabel(INSTALLATION)
        .list()
        .getItems();
  }

  /** The one object that was made for ours of this name, if it is there. */
  <T extends HasMetadata> Optional<T> of(Class<T> kind, String name) {
    return ours(kind).stream()
        .filter(it -> it.getMetadata().getName().startsWith(name + "-"))
        .findFirst();
  }

  Optional<ApplicationBackupSchedule> schedule(String name) {
    return of(ApplicationBackupSchedule.class, name);
  }

  /** Runs of a schedule, or what a Backup on demand of that name made. */
  List<ApplicationBackup> backups(String name) {
    return cluster
        .client()
        .resources(ApplicationBackup.class)
        .inNamespace(ADMIN)
        .list()
        .getItems()
        .stream()
        .filter(it -> it.getMetadata().getName().startsWith(name + "-"))
        .toList();
  }

  /** Agent Jobs. */
  List<Job> jobs() {
    return cluster.client().batch().v1().jobs().inNamespace("portworx").list().getItems();
  }

  /** All instructions and records: what they are, and when fedbackup last touched them. */
  List<String> everything() {
    return all(it -> "%s, %s".formatted(name(it), touched(it)));
  }

  private static List<String> touched(HasMetadata object) {
    return object.getMetadata().getManagedFields().stream()
        .filter(entry -> entry.getManager().startsWith("fedbackup"))
        .map(entry -> entry.getManager() + " at " + entry.getTime())
        .sorted()
        .toList();
  }

  /** All instructions and records by kind and name. */
  List<String> names() {
    return all(OnCluster::name);
  }

  private List<String> all(Function<HasMetadata, String> text) {
    return Stream.of(
            BackupLocation.class,
            SchedulePolicy.class,
            Rule.class,
            ApplicationBackupSchedule.class,
            ApplicationBackup.class)
        .flatMap(kind -> ours(kind).stream())
        .map(text)
        .sorted()
        .toList();
  }

  private static String name(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  /** How many objects of a resource were made since then, by whomever. */
  long made(RequestCounts since, String group, String resource) {
    return cluster
        .controlPlane()
        .requestCounts()
        .since(since)
        .count(
            request ->
                request.group().equals(group)
                    && request.resource().equals(resource)
                    && request.verb().equals("POST")
                    && request.subresource().isEmpty()
                    && request.code() == 201);
  }
}
