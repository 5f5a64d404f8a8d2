package io.fedbackup.reconciler.schedule;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.BackupScheduleStatus;
import io.fedbackup.api.v1alpha1.BackupScheduleStatusBuilder;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.api.v1alpha1.SchedulePhase;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.schedule.FleetRollup;
import io.fedbackup.planning.selection.SelectedClusters;
import io.fedbackup.planning.stork.ScheduleRules;
import io.fedbackup.reconciler.drift.DriftBook;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.instruction.Catalogue;
import io.fedbackup.reconciler.instruction.LeftBehindLedger;
import io.fedbackup.reconciler.primary.MeantByPeople;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.status.StatusWriter;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A BackupSchedule stands as a Stork schedule on every selected cluster; what runs there becomes a
 * Backup here. Stork runs the schedules, so that backups go on while this control plane is away.
 */
@ControllerConfiguration(
    name = "backupschedule",
    finalizerName = BackupScheduleReconciler.FINALIZER,
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = MeantByPeople.class))
public final class BackupScheduleReconciler
    implements Reconciler<BackupSchedule>, Cleaner<BackupSchedule> {
  /** Holds a schedule until its instructions are gone from the clusters. */
  public static final String FINALIZER = "fedbackup.io/backupschedule";

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int NAMES_SHOWN = 3;
  private static final String TOO_MANY_RECORDS = "TooManyRecords";
  private static final String RETENTION_BLOCKED = "RetentionBlocked";

  /** So that what is looked for is over when it is looked at. */
  private static final Duration LITTLE = Duration.ofSeconds(1);

  private final ApplicationClusters clusters;
  private final Fleet fleet;
  private final StatusWriter statuses;
  private final EventWriter events;
  private final LeftBehindLedger left;
  private final DriftBook book;
  private final Clock clock;

  /** Works on these. */
  public BackupScheduleReconciler(ApplicationClusters clusters, ScheduleTools tools, Clock clock) {
    this.clusters = clusters;
    this.fleet = new Fleet(clusters, tools);
    this.statuses = tools.statuses();
    this.events = tools.events();
    this.left = tools.left();
    this.book = tools.book();
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, BackupSchedule>> prepareEventSources(
      EventSourceContext<BackupSchedule> context) {
    return new ScheduleSources(context, clusters, book).all();
  }

  @Override
  public UpdateControl<BackupSchedule> reconcile(
      BackupSchedule schedule, Context<BackupSchedule> context) {
    var catalogue = new Catalogue(context);
    var asked = Wish.of(schedule, catalogue, clock.instant());
    var selected =
        SelectedClusters.of(
            schedule.getSpec().clusters(),
            asked.namespace(),
            catalogue.clusters(asked.namespace()));
    var wish =
        ScheduleRules.refusals(schedule.getSpec(), asked.namespace()).stream()
            .findFirst()
            .map(asked::refused)
            .orElse(asked);
    var names = concerned(wish, selected);
    var leaving = fleet.leave(wish, Fleet.notIn(wish, names), false);
    var done = fleet.keep(wish, names);
    if (done.named()) {
      var stored = statuses.stored(schedule, status(wish, selected, done, leaving), context);
      if (stored.isEmpty()) {
        return after(StatusWriter.Written.CONFLICT, true);
      }
      wish = wish.with(stored.get());
      done = fleet.keep(wish, names);
    }
    var written = statuses.write(wish.schedule(), status(wish, selected, done, leaving), context);
    var control = after(written, done.unfinished() || leaving.unfinished());
    return control.getScheduleDelay().isPresent() ? control : at(control, done.lookAt());
  }

  /** A planned run that does not happen is no event. */
  private UpdateControl<BackupSchedule> at(
      UpdateControl<BackupSchedule> control, Optional<Instant> time) {
    return time.map(
            at -> control.rescheduleAfter(Duration.between(clock.instant(), at).plus(LITTLE)))
        .orElse(control);
  }

  /** A selection that is refused is no reason to leave a cluster. */
  private static Set<ClusterName> concerned(Wish wish, SelectedClusters selected) {
    var names = names(selected.clusters());
    return selected.foreignNamespaces().isEmpty()
        ? names
        : Stream.concat(names.stream(), Fleet.standsOn(wish)).collect(Collectors.toSet());
  }

  @Override
  public DeleteControl cleanup(BackupSchedule schedule, Context<BackupSchedule> context) {
    var wish = Wish.of(schedule, new Catalogue(context), clock.instant());
    var leaving = fleet.leave(wish, Fleet.notIn(wish, Set.of()), true);
    if (leaving.states().isEmpty()) {
      return DeleteControl.defaultDelete();
    }
    var deadline = new RemovalDeadline(wish, clock.instant());
    if (deadline.passedForAll(leaving.states())) {
      if (!deadline.writtenDown(leaving.states(), left)) {
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
      }
      events.write(
          EventRecord.warning(
              wish.regarding(),
              Reason.INSTRUCTIONS_LEFT,
              "removal",
              deadline.leftBehind(leaving.states())));
      return DeleteControl.defaultDelete();
    }
    statuses.write(schedule, removing(wish, leaving), context);
    return DeleteControl.noFinalizerRemoval()
        .rescheduleAfter(leaving.unfinished() ? SOON.toMillis() : deadline.nextLook().toMillis());
  }

  private static UpdateControl<BackupSchedule> after(
      StatusWriter.Written written, boolean unfinished) {
    UpdateControl<BackupSchedule> control = UpdateControl.noUpdate();
    return written == StatusWriter.Written.CONFLICT || unfinished
        ? control.rescheduleAfter(SOON)
        : control;
  }

  private static Set<ClusterName> names(List<ApplicationCluster> selected) {
    return selected.stream()
        .map(ApplicationCluster::getMetadata)
        .map(metadata -> new ClusterName(metadata.getNamespace(), metadata.getName()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private BackupScheduleStatus status(
      Wish wish, SelectedClusters selected, Fleet.Outcome done, Fleet.Outcome leaving) {
    var all = new ArrayList<ScheduleCluster>(done.states());
    all.addAll(leaving.states());
    var rollup = new FleetRollup(all);
    var outcome = outcome(selected, rollup, wish);
    return builder(wish, rollup, outcome, facts(done))
        .phase(wish.refusal() == null ? rollup.phase(wish.suspended()) : SchedulePhase.BLOCKED)
        .build();
  }

  private static Outcome outcome(SelectedClusters selected, FleetRollup rollup, Wish wish) {
    var refusal = wish.refusal();
    if (refusal != null) {
      return Outcome.blocked(refusal.reason(), refusal.advice());
    }
    var outcome = rollup.outcome(wish.suspended());
    if (outcome instanceof Outcome.Done && !selected.unknownNames().isEmpty()) {
      return Outcome.blocked(
          Reason.CLUSTER_NOT_FOUND,
          "spec.clusters.names: "
              + String.join(", ", selected.unknownNames())
              + "; "
              + Reason.CLUSTER_NOT_FOUND.remedy());
    }
    return outcome;
  }

  private static List<Fact> facts(Fleet.Outcome done) {
    var facts = new ArrayList<Fact>();
    if (!done.tooMany().isEmpty()) {
      facts.add(
          fact(
              TOO_MANY_RECORDS,
              Reason.TOO_MANY_RECORDS,
              "more records than are mirrored on cluster ",
              done.tooMany()));
    }
    if (!done.retention().isEmpty()) {
      facts.add(fact(RETENTION_BLOCKED, Reason.RETENTION_BLOCKED, "", done.retention()));
    }
    return facts;
  }

  private static Fact fact(String type, Reason reason, String before, List<String> clusters) {
    return new Fact(
        type,
        ConditionStatus.TRUE,
        reason,
        before + Messages.list(clusters, NAMES_SHOWN) + "; " + reason.remedy());
  }

  private BackupScheduleStatus removing(Wish wish, Fleet.Outcome leaving) {
    var rollup = new FleetRollup(leaving.states());
    var outcome =
        Outcome.waiting(
            Reason.BEING_REMOVED,
            "BackupSchedule "
                + wish.name()
                + " waits for "
                + Messages.list(
                    leaving.states().stream()
                        .map(one -> "cluster " + one.name() + " (" + one.message() + ")")
                        .toList(),
                    NAMES_SHOWN)
                + "; "
                + Reason.BEING_REMOVED.remedy(),
            SOON);
    return builder(wish, rollup, outcome, List.of()).phase(SchedulePhase.REMOVING).build();
  }

  private BackupScheduleStatusBuilder builder(
      Wish wish, FleetRollup rollup, Outcome outcome, List<Fact> facts) {
    return BackupScheduleStatusBuilder.builder()
        .reason(outcome.reason().wireName())
        .clustersReady(rollup.ready())
        .clustersTotal(rollup.total())
        .counts(rollup.counts())
        .lastSuccess(rollup.lastSuccess().orElse(null))
        .clusters(rollup.listed())
        .conditions(conditions(wish.schedule()).of(outcome, facts))
        .observedGeneration(wish.schedule().getMetadata().getGeneration());
  }

  private Conditions conditions(BackupSchedule schedule) {
    var status = schedule.getStatus();
    return new Conditions(
        status == null ? null : status.conditions(),
        schedule.getMetadata().getGeneration(),
        clock.instant());
  }
}
