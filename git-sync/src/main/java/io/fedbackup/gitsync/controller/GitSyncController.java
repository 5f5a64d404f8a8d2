package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.gitsync.receiver.HookServer;
import io.fedbackup.planning.outcome.Messages;
import io.github.resilience4j.core.IntervalFunction;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of git-sync on the backup cluster: health first, then the cluster as soon as it answers,
 * then the reconciler. Without an API server it says so in one sentence and tries again.
 */
public final class GitSyncController {
  private static final Logger LOG = LoggerFactory.getLogger(GitSyncController.class);
  private static final IntervalFunction BACK_OFF =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofSeconds(1), 2, 0.2, Duration.ofSeconds(15));

  private final GitSyncSettings settings;
  private final Clock clock;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ScheduledExecutorService starter =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("starter").daemon().factory());
  private volatile @Nullable Operator operator;
  private volatile boolean ending;

  /** With start options. */
  public GitSyncController(GitSyncSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Runs until the process is told to end.
   *
   * @throws IOException where an address to listen at cannot be used
   */
  public void run(Config config) throws IOException, InterruptedException {
    var metrics = new SyncMetrics(meters);
    var ended = new CountDownLatch(1);
    Listening.bound();
    InetSocketAddress health = Listening.at("--health-address", settings.health());
    InetSocketAddress receiver = Listening.at("--receiver-address", settings.receiver());
    try (KubernetesClient client = BackupCluster.client(config, metrics);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var later = new Later();
        var _ = new HealthServer(health, () -> true, this::isReady, meters::scrape)) {
      var wiring = new Wiring(settings, client, new Wiring.Threads(threads, later), metrics, clock);
      try (var _ = new HookServer(receiver, wiring.hooks(), metrics::called)) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(ended), "shutdown"));
        LOG.info("git-sync starts");
        starter.execute(() -> tryToStart(client, wiring, 1));
        ended.await();
      }
    }
  }

  private void tryToStart(KubernetesClient client, Wiring wiring, int attempt) {
    try {
      BackupCluster.require(client);
      Operator started = wiring.operator(this::leadershipEnds);
      operator = started;
      started.start();
    } catch (KubernetesClientException | OperatorException | BackupCluster.NotReady e) {
      operator = null;
      long wait = BACK_OFF.apply(attempt);
      LOG.warn(
          "the backup cluster {} cannot be used: {}; next attempt in {} s",
          client.getMasterUrl(),
          Messages.cut(BackupCluster.inWords(e)),
          TimeUnit.MILLISECONDS.toSeconds(wait) + 1);
      var _ =
          starter.schedule(
              () -> tryToStart(client, wiring, attempt + 1), wait, TimeUnit.MILLISECONDS);
    }
  }

  /** Another replica may lead from now on: nothing that is under way here may write any more. */
  private void leadershipEnds() {
    if (!ending) {
      LOG.error(
          "Lease {}/{} could not be renewed in time: another replica may work from now on, so this one ends at once;"
              + " Kubernetes starts it again. If that repeats, see whether the API server is slow, or raise --lease-seconds.",
          settings.namespace(),
          Wiring.LEASE);
      Runtime.getRuntime().halt(1);
    }
  }

  private void stop(CountDownLatch ended) {
    ending = true;
    starter.shutdownNow();
    Operator started = operator;
    if (started != null) {
      started.stop();
    }
    ended.countDown();
  }

  /** Ready: it leads and watches, or another replica does and it stands by. */
  private boolean isReady() {
    Operator started = operator;
    if (started == null) {
      return false;
    }
    var info = started.getRuntimeInfo();
    return info.isStarted() && info.allEventSourcesAreHealthy();
  }
}
