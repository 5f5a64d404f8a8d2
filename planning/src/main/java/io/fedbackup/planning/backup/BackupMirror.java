package io.fedbackup.planning.backup;

import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupOrigin;
import io.fedbackup.api.v1alpha1.BackupStatus;
import io.fedbackup.api.v1alpha1.BackupStatusBuilder;
import io.fedbackup.api.v1alpha1.CloudIdentity;
import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.api.v1alpha1.StorkReference;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.reason.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status of a Backup, from its status before and what is known now. What was once recorded (the
 * path, the UID) stays whatever a cluster says later.
 */
public final class BackupMirror {
  /** True only when the cluster has {@code reclaimPolicy: Retain} as our Backup asks for it. */
  public static final String RETAINED = "Retained";

  /** False where volumes were kept as snapshots in the cluster's own cloud account. */
  public static final String DATA_IN_STORE = "DataInStore";

  /** False where the spec asks for sharing, which is not done: the backup itself is what it is. */
  public static final String SHARED = "Shared";

  /** Drivers whose snapshots stay in the cluster's cloud account. */
  private static final Set<String> SNAPSHOT_DRIVERS = Set.of("csi", "azure", "aws", "gce");

  private final Backup backup;
  private final BackupStatus before;
  private final Instant now;

  /** For one Backup as it was read. */
  public BackupMirror(Backup backup, Instant now) {
    this.backup = backup;
    this.before = Situation.status(backup);
    this.now = now;
  }

  /**
   * What the cluster reports of it, and what that means.
   *
   * @param identity what Stork's pods use towards the store now, if known: it is recorded once, and
   *     not for a run that was over when it was first seen
   */
  public BackupStatus reported(
      ReportedRun run, Assessment assessment, Optional<CloudIdentity> identity) {
    var contents = run.contents();
    var status =
        builder(assessment)
            .stage(run.stage())
            .path(before.path() == null ? run.path() : before.path())
            .startedAt(text(run.startedAt(), before.startedAt()))
            .finishedAt(text(run.finishedAt(), before.finishedAt()))
            .bytes(contents.bytes())
            .resources(contents.resources())
            .failedResources(contents.failedResources())
            .volumes(contents.volumes())
            .failedVolumes(contents.failedVolumes())
            .missingNamespaces(missing(run))
            .identity(
                before.identity() == null && !run.ended()
                    ? identity.orElse(null)
                    : before.identity())
            .stork(new StorkReference(run.namespace(), run.name(), run.uid()));
    return status.conditions(conditions(assessment, run)).build();
  }

  /** Something is known that no report says. */
  public BackupStatus unreported(Assessment assessment) {
    return builder(assessment).conditions(conditions(assessment, null)).build();
  }

  /**
   * The record of one that mirrors is gone, or cannot be asked for, perhaps before anything was
   * reported of it: where it is, and what its UID was, is known all the same.
   *
   * @param adminNamespace where its cluster has Stork's records, if that is known
   */
  public BackupStatus lost(Assessment assessment, Optional<String> adminNamespace) {
    var name = backup.getMetadata().getName();
    var uid = Situation.storkUid(backup).orElse("");
    if (before.path() != null || !Situation.mirrors(backup) || adminNamespace.isEmpty()) {
      return unreported(assessment);
    }
    // what is mirrored is never a copy, so that its path follows from its name
    return BackupStatusBuilder.builder(unreported(assessment))
        .path(adminNamespace.get() + "/" + name + "/" + uid + "/")
        .stork(new StorkReference(adminNamespace.get(), name, uid))
        .build();
  }

  /** The first step of one on demand: which Stork object it will be. */
  public BackupStatus named(StorkReference stork, List<String> missing, Assessment assessment) {
    return builder(assessment)
        .stork(stork)
        .missingNamespaces(missing)
        .conditions(conditions(assessment, null))
        .build();
  }

  /** Named namespaces that the run leaves out. */
  private List<String> missing(ReportedRun run) {
    var named = backup.getSpec().namespaces();
    return named.contains("*")
        ? List.of()
        : named.stream().filter(name -> !run.namespaces().contains(name)).distinct().toList();
  }

  private BackupStatusBuilder builder(Assessment assessment) {
    return BackupStatusBuilder.builder(before)
        .phase(assessment.phase())
        .reason(assessment.reason().wireName())
        .message(assessment.message())
        .origin(origin())
        .observedGeneration(backup.getMetadata().getGeneration());
  }

  private BackupOrigin origin() {
    var annotations = backup.getMetadata().getAnnotations();
    var written = annotations == null ? null : annotations.get(Annotations.ORIGIN);
    for (var origin : BackupOrigin.values()) {
      if (origin.wire().equals(written)) {
        return origin;
      }
    }
    return Situation.mirrors(backup) ? BackupOrigin.SCHEDULED : BackupOrigin.ON_DEMAND;
  }

  private List<Condition> conditions(Assessment assessment, @Nullable ReportedRun run) {
    var facts = new ArrayList<Fact>();
    if (backup.getSpec().reclaimPolicy() == ReclaimPolicy.RETAIN) {
      facts.add(retained(run));
    }
    if (!backup.getSpec().sharedWith().isEmpty()) {
      facts.add(
          new Fact(
              SHARED,
              ConditionStatus.FALSE,
              Reason.NOT_YET_SUPPORTED,
              "spec.sharedWith: backups cannot be shared for now; "
                  + Reason.NOT_YET_SUPPORTED.remedy()));
    }
    if (run == null) {
      known(DATA_IN_STORE).ifPresent(facts::add);
    } else if (run.ended() && !run.contents().volumes().isEmpty()) {
      facts.add(dataInStore(run));
    }
    return new Conditions(before.conditions(), backup.getMetadata().getGeneration(), now)
        .of(assessment.outcome(), facts);
  }

  /** A condition as it was found last. */
  private Optional<Fact> known(String type) {
    return Conditions.find(before.conditions(), type)
        .map(
            old ->
                new Fact(
                    type,
                    old.status(),
                    Reason.fromWireName(old.reason()).orElse(Reason.UNKNOWN),
                    old.message()));
  }

  private Fact retained(@Nullable ReportedRun run) {
    if (run == null) {
      return new Fact(
          RETAINED,
          ConditionStatus.UNKNOWN,
          Reason.NO_CONTACT,
          "nothing is known of the record on cluster "
              + backup.getSpec().clusterRef().name()
              + "; "
              + Reason.NO_CONTACT.remedy());
    }
    var holds = run.reclaimPolicy() == ReclaimPolicy.RETAIN;
    return Fact.of(
        RETAINED,
        holds,
        holds ? Reason.RETAINED : Reason.WAITING_FOR_CLUSTER,
        holds
            ? ""
            : "ApplicationBackup "
                + run.name()
                + " on cluster "
                + backup.getSpec().clusterRef().name()
                + " still has reclaimPolicy Delete; "
                + Reason.WAITING_FOR_CLUSTER.remedy());
  }

  private Fact dataInStore(ReportedRun run) {
    var snapshots =
        run.contents().volumes().stream()
            .filter(volume -> SNAPSHOT_DRIVERS.contains(volume.driver()))
            .count();
    return Fact.of(
        DATA_IN_STORE,
        snapshots == 0,
        snapshots == 0 ? Reason.SUCCEEDED : Reason.SNAPSHOTS_ONLY,
        snapshots == 0
            ? ""
            : snapshots
                + " volumes of ApplicationBackup "
                + run.name()
                + " on cluster "
                + backup.getSpec().clusterRef().name()
                + " are snapshots; "
                + Reason.SNAPSHOTS_ONLY.remedy());
  }

  private static @Nullable String text(@Nullable Instant time, @Nullable String otherwise) {
    return time == null ? otherwise : time.toString();
  }
}
