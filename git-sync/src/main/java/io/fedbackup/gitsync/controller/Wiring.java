package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.commitstatus.StatusPoster;
import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.engine.Standing;
import io.fedbackup.gitsync.receiver.HookTargets;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.source.GitMirrors;
import io.fedbackup.gitsync.source.HttpsProxies;
import io.fedbackup.gitsync.source.SourceLimits;
import io.fedbackup.gitsync.watch.ObjectWatches;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Makes the reconciler and everything it works with. */
final class Wiring implements AutoCloseable {
  /** Name of the Lease that the replica at work holds. */
  static final String LEASE = "fedbackup-git-sync";

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  /** Whoever changes an object again and again does not keep git-sync busy with one GitSync. */
  private static final RateLimiter<?> RATE = new LinearRateLimiter(Duration.ofSeconds(10), 10);

  private final GitSyncSettings settings;
  private final KubernetesClient client;
  private final SyncMetrics metrics;
  private final Clock clock;
  private final Catalog catalog = Kinds.catalog();
  private final HttpsProxies proxies = HttpsProxies.of(System.getenv());
  private final SyncRun run;
  private final GitMirrors mirrors;
  private final Impersonation impersonation;
  private final ObjectWatches watches;
  private final Vigil vigil;
  private final Reporting reporting;
  private final GitSyncReconciler.Forges forges;

  /** Threads: one for each piece of a sync, and a few for what no sync waits for. */
  record Threads(ExecutorService syncs, Later later) {}

  Wiring(
      GitSyncSettings settings,
      KubernetesClient client,
      Threads threads,
      SyncMetrics metrics,
      Clock clock) {
    this.settings = settings;
    this.client = client;
    this.metrics = metrics;
    this.clock = clock;
    this.run = new SyncRun(catalog, threads.syncs(), settings.requestsAtOnce());
    this.mirrors = new GitMirrors(settings.cache(), SourceLimits.DEFAULT, proxies, clock);
    this.impersonation = new Impersonation(client);
    this.watches = new ObjectWatches(impersonation::as, catalog, clock, settings.watches());
    this.reporting = new Reporting(client, clock);
    var validator = Kinds.validator(catalog);
    this.vigil =
        new Vigil(
            () -> new Documents(Kinds.reader(), validator),
            watches,
            event -> threads.later().after(Duration.ZERO, () -> reporting.tryEvent(event)));
    metrics.watches(watches::count);
    this.forges = forges(threads.later());
  }

  private GitSyncReconciler.Forges forges(Later later) {
    SecretReader secrets = (sync, name) -> Secrets.read(sync, name, impersonation.as(sync));
    return new GitSyncReconciler.Forges(
        new Hooks(new HookKeys(secrets, reporting::tryEvent, clock), vigil::pushed),
        new CommitReports(secrets, new StatusPoster(proxies), reporting::tryEvent, metrics, later));
  }

  /** The GitSyncs that Git servers may call for. */
  HookTargets hooks() {
    return forges.hooks();
  }

  /**
   * An operator that is not started.
   *
   * @param leadershipEnds run when this replica does not hold the Lease any more, whether it gave
   *     it back or lost it; within a hook of the JVM's shutdown in the first case
   */
  Operator operator(Runnable leadershipEnds) {
    var operator =
        new Operator(
            overrider ->
                overrider
                    .withKubernetesClient(client)
                    .withReconciliationTerminationTimeout(Duration.ofSeconds(5))
                    .withCloseClientOnStop(false)
                    .withStopOnInformerErrorDuringStartup(false)
                    .withConcurrentReconciliationThreads(settings.syncsAtOnce())
                    .withLeaderElectionConfiguration(lease(leadershipEnds)));
    operator.register(
        reconciler(),
        configuration ->
            configuration
                .withGenerationAware(false)
                .withRetry(retry())
                .withRateLimiter(RATE)
                .withOnUpdateFilter(Wiring::matters));
    return operator;
  }

  /** For what escapes the reconciler's own edge. */
  private static GenericRetry retry() {
    return new GenericRetry()
        .setInitialInterval(FIRST_RETRY)
        .setIntervalMultiplier(2)
        .setMaxInterval(LONGEST_RETRY.toMillis())
        .withoutMaxAttempts();
  }

  private GitSyncReconciler reconciler() {
    var inventories = new InventoryStore(client, catalog);
    var drift = new DriftReports(client, metrics, clock);
    var tools =
        new SyncWork.Tools(
            catalog,
            run,
            new ClusterSyncs(client, inventories),
            new Standing(Kinds.reader()),
            reporting::event,
            drift);
    var commits = new Commits(mirrors, settings.urls());
    var heirs =
        new Removal.Heirs(
            tools.others(), tools.standing(), sync -> commits.newest(sync, impersonation.as(sync)));
    return new GitSyncReconciler(
        new SyncSteps(commits, impersonation, inventories, new SignatureStep(clock), tools),
        new GitSyncReconciler.Removals(new Removal(run, heirs, clock), impersonation),
        new GitSyncReconciler.Writers(inventories, reporting, drift, metrics, forges),
        vigil,
        clock);
  }

  /** The framework would call System.exit, which a hook of the shutdown waits for without end. */
  private LeaderElectionConfiguration lease(Runnable leadershipEnds) {
    Duration life = settings.leaseDuration();
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
        .withLeaseNamespace(settings.namespace())
        .withIdentity(identity())
        .withLeaseDuration(life)
        .withRenewDeadline(life.multipliedBy(2).dividedBy(3))
        .withRetryPeriod(life.dividedBy(7))
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(
            new LeaderCallbacks(
                () -> forges.hooks().leads(true),
                () -> {
                  forges.hooks().leads(false);
                  leadershipEnds.run();
                },
                _ -> {}))
        .build();
  }

  /** Unlike that of any other process: two replicas on hosts of one name must not both lead. */
  private static String identity() {
    String host =
        Optional.ofNullable(System.getenv("HOSTNAME"))
            .filter(name -> !name.isBlank())
            .orElse("git-sync");
    return host + "_" + UUID.randomUUID();
  }

  /**
   * A status of our own making is no reason to sync; what people write is, and so is the finalizer:
   * the framework waits for the event of adding it before it reconciles for the first time.
   */
  private static boolean matters(GitSync now, GitSync before) {
    return !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || !Objects.equals(
            now.getMetadata().getDeletionTimestamp(), before.getMetadata().getDeletionTimestamp())
        || !Objects.equals(now.getMetadata().getFinalizers(), before.getMetadata().getFinalizers())
        || !Objects.equals(
            annotation(now, Annotations.REQUESTED_AT), annotation(before, Annotations.REQUESTED_AT))
        || !Objects.equals(
            annotation(now, Annotations.CONFIRM), annotation(before, Annotations.CONFIRM));
  }

  private static @Nullable String annotation(GitSync sync, String name) {
    Map<String, String> annotations = sync.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(name);
  }

  @Override
  public void close() {
    watches.close();
  }
}
