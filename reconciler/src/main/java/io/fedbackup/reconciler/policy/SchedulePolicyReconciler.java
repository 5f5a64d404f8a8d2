package io.fedbackup.reconciler.policy;

import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.api.v1alpha1.SchedulePolicyStatus;
import io.fedbackup.api.v1alpha1.SchedulePolicyStatusBuilder;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.outcome.Outcome;
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
import java.util.List;
import java.util.Objects;

/** SchedulePolicy: refuses what Stork cannot do, says who uses it, and stays while it is used. */
@ControllerConfiguration(
    name = "schedulepolicy",
    finalizerName = SchedulePolicyReconciler.FINALIZER,
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = MeantByPeople.class))
public final class SchedulePolicyReconciler
    implements Reconciler<SchedulePolicy>, Cleaner<SchedulePolicy> {
  /** Holds a policy while it is used. */
  public static final String FINALIZER = "fedbackup.io/schedulepolicy";

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int MOST_USERS = 100;

  private final StatusWriter statuses;
  private final Clock clock;
  private final Neighbours<BackupSchedule, SchedulePolicy> schedules =
      new Neighbours<>(BackupSchedule.class);

  /** Reconciles with these. */
  public SchedulePolicyReconciler(StatusWriter statuses, Clock clock) {
    this.statuses = statuses;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, SchedulePolicy>> prepareEventSources(
      EventSourceContext<SchedulePolicy> context) {
    return List.of(schedules.eventSource(context, new MeantByPeople()));
  }

  @Override
  public UpdateControl<SchedulePolicy> reconcile(
      SchedulePolicy policy, Context<SchedulePolicy> context) {
    UpdateControl<SchedulePolicy> control = UpdateControl.noUpdate();
    return report(policy, usage(policy, context), context) == Written.CONFLICT
        ? control.rescheduleAfter(SOON)
        : control;
  }

  @Override
  public DeleteControl cleanup(SchedulePolicy policy, Context<SchedulePolicy> context) {
    Usage usage = usage(policy, context);
    if (usage.users().isEmpty()) {
      return DeleteControl.defaultDelete();
    }
    DeleteControl control = DeleteControl.noFinalizerRemoval();
    return report(policy, usage, context) == Written.CONFLICT
        ? control.rescheduleAfter(SOON)
        : control;
  }

  private Usage usage(SchedulePolicy policy, Context<SchedulePolicy> context) {
    ObjectName name =
        new ObjectName(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
    return Usage.of(
        UsageRules.refusals(policy.getSpec()),
        Users.ofPolicy(name, schedules.list(context, _ -> true)),
        policy.getMetadata().getDeletionTimestamp() != null);
  }

  private Written report(SchedulePolicy policy, Usage usage, Context<SchedulePolicy> context) {
    SchedulePolicyStatus before =
        Objects.requireNonNullElseGet(
            policy.getStatus(), () -> SchedulePolicyStatusBuilder.builder().build());
    Long generation = policy.getMetadata().getGeneration();
    Outcome outcome = usage.outcome();
    return statuses.write(
        policy,
        SchedulePolicyStatusBuilder.builder(before)
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
