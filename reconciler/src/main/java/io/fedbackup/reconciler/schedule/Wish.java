package io.fedbackup.reconciler.schedule;

import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.BackupScheduleStatus;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.api.v1alpha1.ScheduleInstruction;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.StorkNames;
import io.fedbackup.reconciler.instruction.Catalogue;
import io.fedbackup.reconciler.remote.ClusterName;
import java.util.List;
import java.util.Optional;

/**
 * A BackupSchedule as one reconciliation sees it: the same for every cluster.
 *
 * @param schedule our object
 * @param catalogue what it refers to
 * @param backups all Backups of its namespace
 * @param suspended whether it starts no runs, for whatever reason
 */
record Wish(BackupSchedule schedule, Catalogue catalogue, List<Backup> backups, boolean suspended) {

  static Wish of(BackupSchedule schedule, Catalogue catalogue) {
    var namespace = schedule.getMetadata().getNamespace();
    return new Wish(
        schedule,
        catalogue,
        catalogue.all(Backup.class, namespace),
        schedule.getSpec().suspend() || catalogue.suspended(namespace));
  }

  String namespace() {
    return schedule.getMetadata().getNamespace();
  }

  ObjectName name() {
    return in(schedule.getMetadata().getName());
  }

  ObjectName in(String name) {
    return new ObjectName(namespace(), name);
  }

  /** Name of Stork's schedule on a cluster. */
  String storkName(String installation, ClusterKey cluster) {
    return new StorkNames(installation).schedule(name(), cluster, "");
  }

  /** The state of a cluster as the status has it. */
  Optional<ScheduleCluster> before(ClusterName cluster) {
    return listed().stream()
        .filter(
            entry ->
                entry.namespace().equals(cluster.namespace())
                    && entry.name().equals(cluster.name()))
        .findFirst();
  }

  /** Clusters that the status lists. */
  List<ScheduleCluster> listed() {
    BackupScheduleStatus status = schedule.getStatus();
    return status == null ? List.of() : status.clusters();
  }

  /** What the status says of Stork's schedule of this name on a cluster. */
  Optional<ScheduleInstruction> instruction(ClusterName cluster, String storkName) {
    return before(cluster).stream()
        .flatMap(entry -> entry.instructions().stream())
        .filter(instruction -> instruction.name().equals(storkName))
        .findFirst();
  }

  Regarding regarding() {
    return new Regarding(
        schedule.getApiVersion(),
        schedule.getKind(),
        namespace(),
        schedule.getMetadata().getName(),
        schedule.getMetadata().getUid());
  }
}
