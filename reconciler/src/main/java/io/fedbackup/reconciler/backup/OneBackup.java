package io.fedbackup.reconciler.backup;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupStatus;
import io.fedbackup.api.v1alpha1.CloudIdentity;
import io.fedbackup.api.v1alpha1.Patterns;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.api.v1alpha1.StorkReference;
import io.fedbackup.planning.backup.Assessment;
import io.fedbackup.planning.backup.BackupMirror;
import io.fedbackup.planning.backup.ReportedRun;
import io.fedbackup.planning.backup.Situation;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.instruction.Catalogue;
import io.fedbackup.reconciler.instruction.Leftovers;
import io.fedbackup.reconciler.instruction.NotPossible;
import io.fedbackup.reconciler.instruction.StandingInstructions;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.remote.Usability;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(OneBackup.class);
  private static final Pattern GUID = Pattern.compile(Patterns.GUID);

  private BackupMirror mirror() {
    return new BackupMirror(backup, now);
  }

  /** What a change on the cluster came to: the run as it is there now. */
  record Brought(ReportedRun run, boolean again) {}

  /**
   * What is known; nothing of a cluster that is not the one that it was. It is complete only while
   * the cluster answers and its watch follows.
   */
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

  private Assessment assessed(ReportedRun run) {
    return Assessment.of(run, cluster.key().name(), run.unexplained(now) ? warnings(run) : "");
  }

  /**
   * What Stork warns of, newest first. They only explain: without a watch on them there is none.
   */
  private String warnings(ReportedRun run) {
    return cluster.cache(StorkKinds.BACKUP_WARNINGS).list().stream()
        .filter(event -> run.uid().equals(event.getInvolvedObject().getUid()))
        .sorted(Comparator.comparing(OneBackup::time).reversed())
        .map(event -> Messages.cut(event.getMessage(), 200))
        .distinct()
        .limit(3)
        .collect(Collectors.joining("; "));
  }

  private static String time(Event event) {
    return Objects.requireNonNullElse(event.getLastTimestamp(), "");
  }

  /** The status as the cluster reports it. */
  BackupStatus reported(ReportedRun run) {
    return mirror().reported(run, assessed(run), identity());
  }

  private Optional<CloudIdentity> identity() {
    return cluster
        .workloadIdentity()
        .filter(identity -> GUID.matcher(identity.clientId()).matches())
        .map(
            identity ->
                new CloudIdentity(
                    identity.clientId(),
                    GUID.matcher(identity.tenantId()).matches() ? identity.tenantId() : null));
  }

  /**
   * Brings {@code reclaimPolicy: Retain} to the cluster where it is asked for. A failure keeps
   * nothing from being mirrored: condition {@code Retained} tells it.
   */
  Brought retained(ReportedRun run) {
    var found = live();
    if (backup.getSpec().reclaimPolicy() != ReclaimPolicy.RETAIN
        || run.reclaimPolicy() == ReclaimPolicy.RETAIN
        || found.isEmpty()
        || !cluster.usability().usable()) {
      return new Brought(run, false);
    }
    try {
      return new Brought(ReportedRun.of(retain(found.get())), false);
    } catch (RemoteException e) {
      LOG.warn("Backup {}: {}", backup.getMetadata().getName(), e.getMessage());
      return new Brought(run, e.transientFailure());
    }
  }

  /**
   * Takes the rules of a run that is over off the cluster, unless others use them. It is tried
   * again with the next look at the Backup.
   *
   * @param wanted names of rules that other Backups are going to use
   */
  void tidy(Supplier<Set<String>> wanted) {
    var over = live().filter(run -> ReportedRun.of(run).ended()).filter(OneBackup::ranRules);
    if (over.isPresent() && cluster.usability().usable()) {
      try {
        Leftovers.of(cluster).ofEnded(over.get(), wanted.get());
      } catch (RemoteException e) {
        LOG.warn("Backup {}: {}", backup.getMetadata().getName(), e.getMessage());
      }
    }
  }

  private static boolean ranRules(ApplicationBackup run) {
    var spec = run.getSpec();
    return spec != null && (spec.getPreExecRule() != null || spec.getPostExecRule() != null);
  }

  /** The resourceVersion is the precondition: what was decided on is what is changed. */
  private ApplicationBackup retain(ApplicationBackup found) {
    return cluster.patch(
        found,
        record -> {
          var spec = Objects.requireNonNullElseGet(record.getSpec(), ApplicationBackupSpec::new);
          spec.setReclaimPolicy(ReclaimPolicy.RETAIN.wire());
          record.setSpec(spec);
          return record;
        });
  }

  BackupStatus timedOut(ReportedRun run) {
    var timeout = backup.getSpec().timeout();
    return mirror()
        .reported(run, Assessment.timedOut(run, cluster.key().name(), timeout), identity());
  }

  /**
   * Removes a run that took too long, so that its schedule goes on. It may end at any moment, and
   * removing a record that has ended with {@code Delete} erases its data: so it is read anew, and
   * gets {@code Retain} first, on condition that it still is as it was read. Stork keeps the data
   * of a successful record with {@code Retain}; on one that still runs it does what it does for
   * {@code Delete}, which is what is wanted.
   */
  void remove() {
    live()
        .flatMap(this::readAnew)
        .filter(read -> !ReportedRun.of(read).ended())
        .ifPresent(run -> cluster.delete(retain(run), DeletionPropagation.BACKGROUND));
  }

  private Optional<ApplicationBackup> readAnew(ApplicationBackup known) {
    var metadata = known.getMetadata();
    return cluster
        .read(ApplicationBackup.class, metadata.getNamespace(), metadata.getName())
        .filter(read -> metadata.getUid().equals(read.getMetadata().getUid()));
  }

  /** Its record is gone. */
  BackupStatus recordGone() {
    var name = name().orElse(backup.getMetadata().getName());
    return mirror().lost(Assessment.recordGone(name, cluster.key().name()), adminNamespace());
  }

  private Optional<String> adminNamespace() {
    return foreign() ? Optional.empty() : cluster.identity().map(ClusterKey::adminNamespace);
  }

  /** Its cluster cannot be asked. */
  BackupStatus unheard() {
    if (Situation.storkUid(backup).isEmpty()) {
      return mirror()
          .unreported(
              new Assessment(BackupPhase.PENDING, Reason.WAITING_FOR_CLUSTER, waitingFor()));
    }
    var name = name().orElse(backup.getMetadata().getName());
    return mirror()
        .lost(
            Assessment.unheard(
                Situation.status(backup), name, cluster.key().name(), Reason.NO_CONTACT, now),
            adminNamespace());
  }

  private String waitingFor() {
    return "Backup "
        + backup.getMetadata().getName()
        + " waits for cluster "
        + cluster.key().name()
        + ": "
        + (cluster.usability() instanceof Usability.Unusable unusable
            ? unusable.message()
            : Reason.PROGRESSING.meaning())
        + "; "
        + Reason.WAITING_FOR_CLUSTER.remedy();
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
    return reported(ReportedRun.of(made));
  }
}
