package io.fedbackup.reconciler.backup;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupStatus;
import io.fedbackup.planning.backup.Assessment;
import io.fedbackup.planning.backup.BackupMirror;
import io.fedbackup.planning.backup.ReportedRun;
import io.fedbackup.planning.backup.Situation;
import io.fedbackup.planning.backup.Situation.Step;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.StorkNames;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.drift.DriftReporter;
import io.fedbackup.reconciler.instruction.Catalogue;
import io.fedbackup.reconciler.instruction.NotPossible;
import io.fedbackup.reconciler.instruction.RemoteReasons;
import io.fedbackup.reconciler.instruction.StandingInstructions;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.ClusterContext;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.status.StatusWriter;
import io.fedbackup.reconciler.status.StatusWriter.Written;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Backup follows one ApplicationBackup on one cluster. One on demand makes it, once: the status
 * names it first, then it is created, then its UID is recorded; so a restart at any step goes on
 * where it was. One that mirrors never makes anything. No finalizer: removing a Backup leaves
 * Stork's record alone.
 */
@ControllerConfiguration(name = "backup", generationAwareEventProcessing = false)
public final class BackupReconciler implements Reconciler<Backup> {
  private static final Logger LOG = LoggerFactory.getLogger(BackupReconciler.class);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final ApplicationClusters clusters;
  private final StatusWriter statuses;
  private final StandingInstructions instructions;
  private final Clock clock;

  /** Works on these. */
  public BackupReconciler(
      ApplicationClusters clusters, StatusWriter statuses, DriftReporter drift, Clock clock) {
    this.clusters = clusters;
    this.statuses = statuses;
    this.instructions = new StandingInstructions(drift);
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, Backup>> prepareEventSources(EventSourceContext<Backup> context) {
    return new BackupSources(context, clusters).all();
  }

  @Override
  public UpdateControl<Backup> reconcile(Backup backup, Context<Backup> context) {
    var now = clock.instant();
    var refusals = BackupRefusals.of(backup);
    if (!refusals.isEmpty()) {
      var refusal = refusals.getFirst();
      return write(backup, unreported(backup, refusal.reason(), refusal.advice(), now), context);
    }
    var name =
        new ClusterName(backup.getMetadata().getNamespace(), backup.getSpec().clusterRef().name());
    var cluster = clusters.find(name);
    if (cluster.isEmpty()) {
      return unconnected(backup, now, context);
    }
    try (var _ = ClusterContext.of(name)) {
      return follow(
          new OneBackup(backup, cluster.get(), new Catalogue(context), instructions, now), context);
    } catch (NotPossible e) {
      return write(backup, unreported(backup, e.reason(), e.text(), now), context);
    } catch (RemoteException e) {
      var control = failed(backup, e, now, context);
      return e.transientFailure() ? control.rescheduleAfter(SOON) : control;
    }
  }

  /** What a backup came to stands, whatever a later request comes to. */
  private UpdateControl<Backup> failed(
      Backup backup, RemoteException e, Instant now, Context<Backup> context) {
    if (Situation.over(backup)) {
      LOG.warn("Backup {}: {}", backup.getMetadata().getName(), e.getMessage());
      return UpdateControl.noUpdate();
    }
    return write(
        backup, unreported(backup, RemoteReasons.of(e), RemoteReasons.advice(e), now), context);
  }

  /** One that was made keeps what is known: after a restart clusters come one by one. */
  private UpdateControl<Backup> unconnected(Backup backup, Instant now, Context<Backup> context) {
    var name =
        new ObjectName(backup.getMetadata().getNamespace(), backup.getSpec().clusterRef().name());
    if (Situation.storkUid(backup).isEmpty()) {
      return write(backup, clusterMissing(backup, now), context);
    }
    if (Situation.over(backup)
        || new Catalogue(context).find(ApplicationCluster.class, name).isPresent()) {
      return UpdateControl.noUpdate();
    }
    var unheard =
        Assessment.unheard(
            Situation.status(backup),
            storkName(backup),
            name.name(),
            Reason.CLUSTER_NOT_FOUND,
            now);
    return write(backup, new BackupMirror(backup, now).unreported(unheard), context);
  }

  private static String storkName(Backup backup) {
    var stork = Situation.status(backup).stork();
    return stork == null ? backup.getMetadata().getName() : stork.name();
  }

  private UpdateControl<Backup> follow(OneBackup one, Context<Backup> context) {
    var situation = one.situation();
    return switch (situation.next()) {
      case Step.Mirror(var run) -> {
        var brought = one.retained(run);
        var control = write(one.backup(), one.reported(brought.run()), context);
        one.tidy(() -> wantedRules(one, context));
        yield brought.again()
            ? control.rescheduleAfter(SOON)
            : again(control, situation.lookAgain());
      }
      case Step.TimeOut(var run) -> timeOut(one, run, context);
      case Step.RecordGone _ -> write(one.backup(), one.recordGone(), context);
      case Step.Unheard _ -> write(one.backup(), one.unheard(), context);
      case Step.Name _ -> {
        var written = statuses.write(one.backup(), one.named(), context);
        // the status is the event that brings the next step
        yield after(written);
      }
      case Step.Create _ -> write(one.backup(), one.created(), context);
      case Step.Keep _ -> UpdateControl.noUpdate();
    };
  }

  /** Stork's names of the rules that Backups of the namespace, which are not over, run. */
  private static Set<String> wantedRules(OneBackup one, Context<Backup> context) {
    var namespace = one.backup().getMetadata().getNamespace();
    var names = new StorkNames(one.cluster().installation());
    return context
        .getPrimaryCache()
        .list(namespace, backup -> !Situation.over(backup))
        .map(backup -> backup.getSpec().template())
        .flatMap(template -> Stream.of(template.preRuleRef(), template.postRuleRef()))
        .filter(Objects::nonNull)
        .map(rule -> names.rule(new ObjectName(namespace, rule.name())))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Recorded first: the path is known also when the record is gone. */
  private UpdateControl<Backup> timeOut(OneBackup one, ReportedRun run, Context<Backup> context) {
    var written = statuses.write(one.backup(), one.timedOut(run), context);
    if (!written.stands()) {
      return after(written);
    }
    UpdateControl<Backup> control = UpdateControl.noUpdate();
    try {
      one.remove();
      return control;
    } catch (RemoteException e) {
      // the record stays for now; what was recorded is not replaced by that
      LOG.warn("Backup {}: {}", one.backup().getMetadata().getName(), e.getMessage());
      return e.transientFailure() ? control.rescheduleAfter(SOON) : control;
    }
  }

  private UpdateControl<Backup> write(Backup backup, BackupStatus status, Context<Backup> context) {
    return after(statuses.write(backup, status, context));
  }

  private static UpdateControl<Backup> after(Written written) {
    UpdateControl<Backup> control = UpdateControl.noUpdate();
    return written == Written.CONFLICT ? control.rescheduleAfter(SOON) : control;
  }

  private static UpdateControl<Backup> again(
      UpdateControl<Backup> control, Optional<Duration> after) {
    return control.getScheduleDelay().isPresent() || after.isEmpty()
        ? control
        : control.rescheduleAfter(after.get());
  }

  private static BackupStatus unreported(
      Backup backup, Reason reason, String message, Instant now) {
    var phase = Situation.status(backup).phase();
    var shown = phase == null || Situation.storkUid(backup).isEmpty() ? BackupPhase.PENDING : phase;
    return new BackupMirror(backup, now).unreported(new Assessment(shown, reason, message));
  }

  private static BackupStatus clusterMissing(Backup backup, Instant now) {
    var cluster = backup.getSpec().clusterRef().name();
    return unreported(
        backup,
        Reason.CLUSTER_NOT_FOUND,
        "there is no ApplicationCluster " + cluster + "; " + Reason.CLUSTER_NOT_FOUND.remedy(),
        now);
  }
}
