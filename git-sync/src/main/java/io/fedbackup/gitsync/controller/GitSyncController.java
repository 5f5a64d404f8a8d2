package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.source.GitMirrors;
import io.fedbackup.gitsync.source.SourceLimits;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** git-sync as it runs on the backup cluster: wiring, leader election, health. */
public final class GitSyncController {
  private static final Logger LOG = LoggerFactory.getLogger(GitSyncController.class);
  private static final String LEASE = "fedbackup-git-sync";

  private final GitSyncSettings settings;
  private final Clock clock;

  /** With start options. */
  public GitSyncController(GitSyncSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Runs until the process is told to end.
   *
   * @throws IOException where the health address cannot be used
   */
  public void run(Config config) throws IOException, InterruptedException {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var metrics = new SyncMetrics(registry);
    try (KubernetesClient client = client(config, metrics);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var operator =
          new Operator(
              overrider ->
                  overrider
                      .withKubernetesClient(client)
                      .withReconciliationTerminationTimeout(Duration.ofSeconds(5))
                      .withCloseClientOnStop(false)
                      .withConcurrentReconciliationThreads(settings.syncsAtOnce())
                      .withLeaderElectionConfiguration(lease()));
      operator.register(
          reconciler(client, threads, metrics),
          configuration ->
              configuration
                  .withGenerationAware(false)
                  .withOnUpdateFilter(GitSyncController::matters));
      try (var _ =
          new HealthServer(
              settings.health(), () -> true, () -> isReady(operator), registry::scrape)) {
        serve(operator);
      }
    }
  }

  private static void serve(Operator operator) throws InterruptedException {
    var ended = new CountDownLatch(1);
    var hook =
        new Thread(
            () -> {
              operator.stop();
              ended.countDown();
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    LOG.info("git-sync starts");
    operator.start();
    ended.await();
  }

  /** Ready: it leads and watches, or another replica does and it stands by. */
  private static boolean isReady(Operator operator) {
    var info = operator.getRuntimeInfo();
    return info.isStarted() && info.allEventSourcesAreHealthy();
  }

  private GitSyncReconciler reconciler(
      KubernetesClient client, ExecutorService threads, SyncMetrics metrics) {
    Catalog catalog = Kinds.catalog();
    var validator = Kinds.validator(catalog);
    var mirrors = new GitMirrors(settings.cache(), SourceLimits.DEFAULT, clock);
    var run = new SyncRun(catalog, threads, settings.requestsAtOnce());
    var impersonation = new Impersonation(client);
    return new GitSyncReconciler(
        new SyncSteps(catalog, mirrors, settings.urls(), run, impersonation),
        new Removal(run, impersonation, clock),
        new GitSyncReconciler.Writers(
            new InventoryStore(client, catalog), new Reporting(client, clock), metrics),
        () -> new Documents(Kinds.reader(), validator),
        clock);
  }

  private static KubernetesClient client(Config config, SyncMetrics metrics) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(
            builder -> builder.addOrReplaceInterceptor("count", metrics.counting()))
        .build();
  }

  private LeaderElectionConfiguration lease() {
    Duration life = settings.leaseDuration();
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
        .withLeaseNamespace(settings.namespace())
        .withLeaseDuration(life)
        .withRenewDeadline(life.multipliedBy(2).dividedBy(3))
        .withRetryPeriod(life.dividedBy(7))
        .build();
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
}
