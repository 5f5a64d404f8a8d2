package io.fedbackup.reconciler.schedule;

import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.BackupScheduleStatus;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.api.v1alpha1.ScheduleInstruction;
import io.fedbackup.api.v1alpha1.ScheduleState;
import io.fedbackup.api.v1alpha1.StateCount;
import io.fedbackup.api.v1alpha1.UsedInstruction;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.StorkNames;
import io.fedbackup.planning.stork.Refusal;
import io.fedbackup.reconciler.instruction.Catalogue;
import io.fedbackup.reconciler.remote.ClusterName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A BackupSchedule as one reconciliation sees it: the same for every cluster.
 *
 * @param schedule our object
 * @param catalogue what it refers to
 * @param backups all Backups of its namespace
 * @param suspended whether it starts no runs, for whatever reason
 * @param refusal why nothing of it is newly written; null if it can be
 * @param now the time
 */
record Wish(
    BackupSchedule schedule,
    Catalogue catalogue,
    List<Backup> backups,
    boolean suspended,
    @Nullable Refusal refusal,
    Instant now) {

  static Wish of(BackupSchedule schedule, Catalogue catalogue, Instant now) {
    var namespace = schedule.getMetadata().getNamespace();
    return new Wish(
        schedule,
        catalogue,
        catalogue.all(Backup.class, namespace),
        schedule.getSpec().suspend() || catalogue.suspended(namespace),
        null,
        now);
  }

  /** The same, and it is refused. */
  Wish refused(Refusal why) {
    return new Wish(schedule, catalogue, backups, suspended, why, now);
  }

  /** The same, with another status. */
  Wish with(BackupSchedule stored) {
    return new Wish(stored, catalogue, backups, suspended, refusal, now);
  }

  String uid() {
    return schedule.getMetadata().getUid();
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

  /**
   * Whether the status could not list all clusters, so that one which it does not list may count.
   */
  boolean truncated() {
    BackupScheduleStatus status = schedule.getStatus();
    return status != null
        && status.counts().stream().mapToInt(StateCount::count).sum() > status.clusters().size();
  }

  /**
   * Whether the status still has to name an instruction before it is made: else nobody would know
   * of it, were the process ended before the next status.
   */
  boolean unnamed(ClusterName cluster, String storkName) {
    return instruction(cluster, storkName).isEmpty()
        && (before(cluster).isPresent() || !truncated());
  }

  /** UID of a policy or rule that was seen to stand on a cluster. */
  @Nullable String stood(ClusterName cluster, String kind, String storkName) {
    return standing(cluster)
        .flatMap(entry -> entry.uses().stream())
        .filter(used -> used.kind().equals(kind) && used.name().equals(storkName))
        .map(UsedInstruction::uid)
        .findFirst()
        .orElse(null);
  }

  /** UID of Stork's schedule that was seen to stand on a cluster. */
  @Nullable String stood(ClusterName cluster, String storkName) {
    return standing(cluster)
        .flatMap(entry -> entry.instructions().stream())
        .filter(instruction -> instruction.name().equals(storkName))
        .map(ScheduleInstruction::uid)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** What is missing on a cluster that is being left is missing by our own doing. */
  private Stream<ScheduleCluster> standing(ClusterName cluster) {
    return before(cluster).stream().filter(entry -> entry.state() != ScheduleState.LEAVING);
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
