package io.fedbackup.reconciler.backup;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupStatus;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.api.v1alpha1.StorkReference;
import io.fedbackup.planning.backup.Assessment;
import io.fedbackup.planning.backup.BackupMirror;
import io.fedbackup.planning.backup.ReportedRun;
import io.fedbackup.planning.backup.Situation;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.instruction.Catalogue;
import io.fedbackup.reconciler.instruction.NotPossible;
import io.fedbackup.reconciler.instruction.StandingInstructions;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.remote.Usability;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;

/**
 * One reconciliation of one Backup.
 *
 * @param backup as read
 * @param cluster where it is
 * @param catalogue what it refers to
 * @param instructions keeps the rules that it needs
 * @param now the time
 */
record OneBackup(
    Backup backup,
    RemoteCluster cluster,
    Catalogue catalogue,
    StandingInstructions instructions,
    Instant now) {

  BackupMirror mirror() {
    return new BackupMirror(backup, now);
  }

  /** What is known; nothing of a cluster that is not the one that it was. */
  Situation situation() {
    if (foreign()) {
      return new Situation(backup, null, false, now);
    }
    var readable = cluster.usability().readable();
    var cache = cluster.cache(StorkKinds.BACKUPS);
    return new Situation(
        backup,
        readable ? live().map(ReportedRun::of).orElse(null) : null,
        readable && cache.synced(),
        now);
  }

  Regarding regarding() {
    var metadata = backup.getMetadata();
    return new Regarding(
        backup.getApiVersion(),
        backup.getKind(),
        metadata.getNamespace(),
        metadata.getName(),
        metadata.getUid());
  }

  private boolean foreign() {
    var another =
        cluster
            .identity()
            .flatMap(key -> mirroredHash().map(hash -> !hash.equals(key.hash())))
            .orElse(false);
    return another
        || (cluster.usability() instanceof Usability.Unusable unusable && unusable.foreign());
  }

  private Optional<String> mirroredHash() {
    Map<String, String> annotations = backup.getMetadata().getAnnotations();
    return Optional.ofNullable(annotations)
        .map(all -> all.get(Annotations.MIRRORS))
        .map(mirrors -> mirrors.substring(0, Math.max(0, mirrors.indexOf('/'))));
  }

  /** The ApplicationBackup: by name, and by UID once that is known. */
  private Optional<ApplicationBackup> live() {
    var uid = Situation.storkUid(backup);
    return name()
        .flatMap(name -> cluster.cache(StorkKinds.BACKUPS).get(name))
        .filter(
            found ->
                uid.map(known -> known.equals(found.getMetadata().getUid()))
                    .orElseGet(() -> ours(found)));
  }

  private Optional<String> name() {
    if (Situation.mirrors(backup)) {
      return Optional.of(backup.getMetadata().getName());
    }
    return Optional.ofNullable(Situation.status(backup).stork()).map(StorkReference::name);
  }

  /** Created for this very object: {@code AlreadyExists} then counts as created. */
  private boolean ours(ApplicationBackup found) {
    Map<String, String> annotations = found.getMetadata().getAnnotations();
    return annotations != null
        && backup.getMetadata().getUid().equals(annotations.get(Annotations.OWNER_UID));
  }

  Assessment assessed(ReportedRun run) {
    return Assessment.of(run, cluster.key().name(), run.silent() ? warnings() : "");
  }

  private String warnings() {
    try {
      return live().map(cluster::warnings).orElseGet(List::of).stream()
          .map(event -> Messages.cut(event.getMessage(), 200))
          .distinct()
          .limit(3)
          .collect(Collectors.joining("; "));
    } catch (RemoteException e) {
      return ""; // they only explain
    }
  }

  /** Brings {@code reclaimPolicy: Retain} to the cluster; what is there then. */
  Optional<ReportedRun> retained() {
    var found = live();
    if (backup.getSpec().reclaimPolicy() != ReclaimPolicy.RETAIN
        || found.isEmpty()
        || ReportedRun.of(found.get()).reclaimPolicy() == ReclaimPolicy.RETAIN
        || !(cluster.usability() instanceof Usability.Usable)) {
      return Optional.empty();
    }
    var patched =
        cluster.patch(
            found.get(),
            record -> {
              record.getSpec().setReclaimPolicy(ReclaimPolicy.RETAIN.wire());
              return record;
            });
    return Optional.of(ReportedRun.of(patched));
  }

  BackupStatus timedOut(ReportedRun run) {
    var timeout = backup.getSpec().timeout();
    return mirror().reported(run, Assessment.timedOut(run, cluster.key().name(), timeout));
  }

  /** Removes a run that took too long, so that its schedule goes on. */
  void remove() {
    live().ifPresent(run -> cluster.delete(run, DeletionPropagation.BACKGROUND));
  }

  Assessment recordGone() {
    return Assessment.recordGone(
        name().orElse(backup.getMetadata().getName()), cluster.key().name());
  }

  /** Its cluster cannot be asked; since when is said once. */
  Assessment unheard() {
    var before = Situation.status(backup);
    var made = Situation.storkUid(backup).isPresent();
    if (!made) {
      return new Assessment(BackupPhase.PENDING, Reason.WAITING_FOR_CLUSTER, waitingFor());
    }
    var said = before.message();
    var same =
        before.phase() == BackupPhase.UNKNOWN
            && Reason.NO_CONTACT.wireName().equals(before.reason());
    return new Assessment(
        BackupPhase.UNKNOWN,
        Reason.NO_CONTACT,
        same && said != null
            ? said
            : "cluster "
                + cluster.key().name()
                + " not available since "
                + now.truncatedTo(ChronoUnit.SECONDS));
  }

  private String waitingFor() {
    return "cluster "
        + cluster.key().name()
        + ": "
        + (cluster.usability() instanceof Usability.Unusable unusable
            ? unusable.message()
            : Reason.PROGRESSING.meaning());
  }

  /** First step of one on demand. */
  BackupStatus named() {
    var instruction = OnDemand.of(this);
    return mirror()
        .named(
            instruction.reference(),
            instruction.choice().missing(),
            new Assessment(
                BackupPhase.PENDING,
                Reason.PROGRESSING,
                "ApplicationBackup " + instruction.reference().name() + " is made"));
  }

  /** Second step: creates it, and records its UID. */
  BackupStatus created() {
    var made = OnDemand.of(this).create();
    if (!ours(made)) {
      throw new NotPossible(
          Reason.NAME_TAKEN,
          "ApplicationBackup "
              + made.getMetadata().getName()
              + " on cluster "
              + cluster.key().name()
              + " is not ours; "
              + Reason.NAME_TAKEN.remedy());
    }
    var run = ReportedRun.of(made);
    return mirror().reported(run, assessed(run));
  }
}
