package io.fedbackup.reconciler.policy;

import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.Rule;
import io.fedbackup.api.v1alpha1.RuleStatus;
import io.fedbackup.api.v1alpha1.RuleStatusBuilder;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.stork.Refusal;
import io.fedbackup.planning.usage.Usage;
import io.fedbackup.planning.usage.UsageRules;
import io.fedbackup.planning.usage.Users;
import io.fedbackup.reconciler.primary.MeantByPeople;
import io.fedbackup.reconciler.primary.Neighbours;
import io.fedbackup.reconciler.status.StatusWriter;
import io.fedbackup.reconciler.status.StatusWriter.Written;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rule: refuses what Stork cannot do where it is used, says who uses it, and stays while it is
 * used.
 */
@ControllerConfiguration(
    name = "rule",
    finalizerName = RuleReconciler.FINALIZER,
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = MeantByPeople.class))
public final class RuleReconciler implements Reconciler<Rule>, Cleaner<Rule> {
  /** Holds a rule while it is used. */
  public static final String FINALIZER = "fedbackup.io/rule";

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int MOST_USERS = 100;

  private final StatusWriter statuses;
  private final Clock clock;
  private final Neighbours<BackupSchedule, Rule> schedules = new Neighbours<>(BackupSchedule.class);
  private final Neighbours<Backup, Rule> backups = new Neighbours<>(Backup.class);

  /** Reconciles with these. */
  public RuleReconciler(StatusWriter statuses, Clock clock) {
    this.statuses = statuses;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, Rule>> prepareEventSources(EventSourceContext<Rule> context) {
    return List.of(
        schedules.eventSource(context, new MeantByPeople()),
        backups.eventSource(context, RuleReconciler::phaseChanged));
  }

  @Override
  public UpdateControl<Rule> reconcile(Rule rule, Context<Rule> context) {
    UpdateControl<Rule> control = UpdateControl.noUpdate();
    return report(rule, usage(rule, context), context) == Written.CONFLICT
        ? control.rescheduleAfter(SOON)
        : control;
  }

  @Override
  public DeleteControl cleanup(Rule rule, Context<Rule> context) {
    Usage usage = usage(rule, context);
    if (usage.users().isEmpty()) {
      return DeleteControl.defaultDelete();
    }
    DeleteControl control = DeleteControl.noFinalizerRemoval();
    return report(rule, usage, context) == Written.CONFLICT
        ? control.rescheduleAfter(SOON)
        : control;
  }

  private Usage usage(Rule rule, Context<Rule> context) {
    ObjectName name =
        new ObjectName(rule.getMetadata().getNamespace(), rule.getMetadata().getName());
    List<BackupSchedule> ofSchedules = schedules.list(context, _ -> true);
    List<Backup> ofBackups = backups.list(context, _ -> true);
    List<Refusal> refusals = new ArrayList<>(UsageRules.refusals(rule.getSpec()));
    if (!Users.ofRuleAfterBackup(name, ofSchedules, ofBackups).isEmpty()) {
      refusals.addAll(UsageRules.refusalsAfterBackup(rule.getSpec()));
    }
    return Usage.of(
        refusals,
        Users.ofRule(name, ofSchedules, ofBackups),
        rule.getMetadata().getDeletionTimestamp() != null);
  }

  private static boolean phaseChanged(Backup now, Backup before) {
    return !Objects.equals(phase(now), phase(before));
  }

  private static @Nullable BackupPhase phase(Backup backup) {
    return backup.getStatus() == null ? null : backup.getStatus().phase();
  }

  private Written report(Rule rule, Usage usage, Context<Rule> context) {
    RuleStatus before =
        Objects.requireNonNullElseGet(rule.getStatus(), () -> RuleStatusBuilder.builder().build());
    Long generation = rule.getMetadata().getGeneration();
    Outcome outcome = usage.outcome();
    return statuses.write(
        rule,
        RuleStatusBuilder.builder(before)
            .phase(usage.phase())
            .reason(outcome instanceof Outcome.Done ? null : outcome.reason().wireName())
            .usedBy(usage.users().size())
            .users(usage.users().stream().limit(MOST_USERS).toList())
            .conditions(
                new Conditions(before.conditions(), generation, clock.instant()).of(outcome))
            .observedGeneration(generation)
            .build(),
        context);
  }
}
