package io.fedbackup.reconciler.location;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupLocationStatus;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.planning.location.LocationRules;
import io.fedbackup.planning.selection.SelectedClusters;
import io.fedbackup.planning.stork.Refusal;
import io.fedbackup.reconciler.drift.DriftReporter;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.instruction.LeftBehindLedger;
import io.fedbackup.reconciler.primary.MeantByPeople;
import io.fedbackup.reconciler.primary.Neighbours;
import io.fedbackup.reconciler.remote.ApplicationClusters;
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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * BackupLocation: keeps Stork's BackupLocation on every selected cluster, has each cluster prove
 * that it can use the container, and rolls up what they came to.
 */
@ControllerConfiguration(
    name = "backuplocation",
    finalizerName = LocationReconciler.FINALIZER,
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = MeantByPeople.class))
public final class LocationReconciler
    implements Reconciler<BackupLocation>, Cleaner<BackupLocation> {
  /** Holds a location until clusters have given it back. */
  public static final String FINALIZER = "fedbackup.io/backuplocation";

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofMinutes(10);

  private final ApplicationClusters clusters;
  private final StatusWriter statuses;
  private final Clock clock;
  private final LocationFleet fleet;
  private final LocationRemoval removal;
  private final Neighbours<ApplicationCluster, BackupLocation> applicationClusters =
      new Neighbours<>(ApplicationCluster.class);

  /**
   * What it works with on the backup cluster.
   *
   * @param statuses writes statuses
   * @param events writes Events
   * @param drift reports drift
   * @param left remembers what a removal leaves on a cluster
   */
  public record Tools(
      StatusWriter statuses, EventWriter events, DriftReporter drift, LeftBehindLedger left) {}

  /** Reconciles with these. */
  public LocationReconciler(ApplicationClusters clusters, Tools tools, Clock clock) {
    this.clusters = clusters;
    this.statuses = tools.statuses();
    this.clock = clock;
    this.fleet = new LocationFleet(clusters, tools.drift());
    this.removal = new LocationRemoval(fleet, tools);
  }

  @Override
  public List<EventSource<?, BackupLocation>> prepareEventSources(
      EventSourceContext<BackupLocation> context) {
    LocationTriggers triggers = new LocationTriggers(clusters, context);
    return List.of(
        applicationClusters.eventSource(context, new MeantByPeople()),
        clusters.changes("location-clusters", BackupLocation.class, triggers::concerned));
  }

  @Override
  public UpdateControl<BackupLocation> reconcile(
      BackupLocation ours, Context<BackupLocation> context) {
    Instant now = clock.instant();
    List<Refusal> refusals = LocationRules.refusals(ours);
    if (!refusals.isEmpty()) {
      return report(ours, LocationStatuses.refused(ours, refusals, now), Optional.empty(), context);
    }
    LocationWork work = work(ours, now);
    List<ApplicationCluster> known = applicationClusters.list(context, _ -> true);
    SelectedClusters selected =
        SelectedClusters.of(ours.getSpec().clusters(), work.namespace(), known);
    Collection<ClusterReport> reports = fleet.act(work, selected, known);
    return report(
        ours, LocationStatuses.of(work, states(reports), reports), next(reports, now), context);
  }

  @Override
  public DeleteControl cleanup(BackupLocation ours, Context<BackupLocation> context) {
    if (ours.getSpec() == null || ours.getSpec().azure() == null) {
      return DeleteControl.defaultDelete();
    }
    List<ApplicationCluster> known = applicationClusters.list(context, _ -> true);
    return removal.remove(work(ours, clock.instant()), known, context);
  }

  private static LocationWork work(BackupLocation ours, Instant now) {
    return new LocationWork(ours, Objects.requireNonNull(ours.getSpec().azure()), now);
  }

  static List<LocationCluster> states(Collection<ClusterReport> reports) {
    return reports.stream().flatMap(report -> report.state().stream()).toList();
  }

  private UpdateControl<BackupLocation> report(
      BackupLocation ours,
      BackupLocationStatus status,
      Optional<Duration> next,
      Context<BackupLocation> context) {
    UpdateControl<BackupLocation> control = UpdateControl.noUpdate();
    if (statuses.write(ours, status, context) == Written.CONFLICT) {
      return control.rescheduleAfter(SOON);
    }
    return next.map(control::rescheduleAfter).orElse(control);
  }

  private static Optional<Duration> next(Collection<ClusterReport> reports, Instant now) {
    return reports.stream()
        .map(ClusterReport::lookAgain)
        .flatMap(Stream::ofNullable)
        .min(Instant::compareTo)
        .map(at -> Duration.between(now, at))
        .map(delay -> delay.compareTo(SOON) < 0 ? SOON : delay)
        .map(delay -> delay.compareTo(LATEST) > 0 ? LATEST : delay);
  }
}
