package io.fedbackup.reconciler.app;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fedbackup.reconciler.backup.BackupReconciler;
import io.fedbackup.reconciler.cluster.ApplicationClusterReconciler;
import io.fedbackup.reconciler.cluster.Installation;
import io.fedbackup.reconciler.cluster.LeftInstructions;
import io.fedbackup.reconciler.drift.DriftBook;
import io.fedbackup.reconciler.drift.DriftReporter;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.location.LocationReconciler;
import io.fedbackup.reconciler.policy.RuleReconciler;
import io.fedbackup.reconciler.policy.SchedulePolicyReconciler;
import io.fedbackup.reconciler.remote.ClusterRegistry;
import io.fedbackup.reconciler.schedule.BackupScheduleReconciler;
import io.fedbackup.reconciler.schedule.ScheduleTools;
import io.fedbackup.reconciler.status.RecentWrites;
import io.fedbackup.reconciler.status.StatusWriter;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Makes the reconcilers of all kinds and registers them with one operator. */
final class Reconcilers {
  /** Who reports Events, and the name of the Lease that the replica at work holds. */
  static final String COMPONENT = "fedbackup-reconciler";

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final ClusterRegistry clusters;
  private final MeterRegistry meters;
  private final DriftBook book;
  private final Clock clock;

  Reconcilers(
      KubernetesClient client,
      ClusterRegistry clusters,
      MeterRegistry meters,
      DriftBook book,
      Clock clock) {
    this.book = book;
    this.client = client;
    this.clusters = clusters;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * An operator that is not started.
   *
   * @param leadershipEnds run when this replica does not hold the Lease any more, whether it gave
   *     it back or lost it; within a hook of the JVM's shutdown in the first case
   */
  Operator operator(Options options, Runnable leadershipEnds) {
    var operator = new Operator(overrider -> configure(overrider, options, leadershipEnds));
    var statuses = new StatusWriter(client, RecentWrites::inFramework);
    var events = new EventWriter(client, clock, COMPONENT);
    var drift = new DriftReporter(events, meters, book);
    var tools = new ApplicationClusterReconciler.Tools(clusters, clusters, statuses, events);
    var installation = new Installation(options.agentImage, options.agentEnv);
    register(operator, options, new ApplicationClusterReconciler(tools, installation, clock));
    var left = new LeftInstructions(client, statuses, clock);
    register(
        operator,
        options,
        new LocationReconciler(
            clusters, new LocationReconciler.Tools(statuses, events, drift, left), clock));
    register(operator, options, new SchedulePolicyReconciler(statuses, clock));
    register(operator, options, new RuleReconciler(statuses, clock));
    register(
        operator,
        options,
        new BackupScheduleReconciler(
            clusters, new ScheduleTools(client, statuses, events, drift, book, left), clock));
    register(operator, options, new BackupReconciler(clusters, statuses, drift, clock));
    return operator;
  }

  private void configure(
      ConfigurationServiceOverrider overrider, Options options, Runnable leadershipEnds) {
    overrider
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withExecutorService(
            Executors.newFixedThreadPool(
                options.threads, Thread.ofVirtual().name("reconcile-", 0).factory()))
        .withStopOnInformerErrorDuringStartup(false)
        .withUseSSAToPatchPrimaryResource(false)
        .withReconciliationTerminationTimeout(Duration.ofSeconds(5))
        .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(meters));
    if (options.leaderElection) {
      overrider.withLeaderElectionConfiguration(lease(options, leadershipEnds));
    }
  }

  /** The framework would call System.exit, which a hook of the shutdown waits for without end. */
  private static LeaderElectionConfiguration lease(Options options, Runnable leadershipEnds) {
    var life = Duration.ofSeconds(options.leaseSeconds);
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(COMPONENT)
        .withLeaseNamespace(options.leaseNamespace)
        .withIdentity(options.replica())
        .withLeaseDuration(life)
        .withRenewDeadline(life.multipliedBy(2).dividedBy(3))
        .withRetryPeriod(life.dividedBy(7))
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(new LeaderCallbacks(() -> {}, leadershipEnds, _ -> {}))
        .build();
  }

  private static <P extends HasMetadata> void register(
      Operator operator, Options options, Reconciler<P> reconciler) {
    operator.register(
        reconciler,
        controller -> {
          controller.withRetry(retry()).withReconciliationMaxInterval(options.resync);
          if (options.namespaces.isEmpty()) {
            controller.watchingAllNamespaces();
          } else {
            controller.settingNamespaces(options.watchedNamespaces());
          }
        });
  }

  private static GenericRetry retry() {
    return new GenericRetry()
        .setInitialInterval(FIRST_RETRY)
        .setIntervalMultiplier(2)
        .setMaxInterval(LONGEST_RETRY.toMillis())
        .withoutMaxAttempts();
  }
}
