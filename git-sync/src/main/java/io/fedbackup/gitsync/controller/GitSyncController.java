package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.gitsync.receiver.HookServer;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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
        var later = new Later()) {
      var wiring = new Wiring(settings, client, new Wiring.Threads(threads, later), metrics, clock);
      var starting =
          new Starting(
              client.getMasterUrl().toString(), () -> start(client, wiring), this::onStarter);
      try (var _ = new HealthServer(health, () -> alive(starting), this::unready, meters::scrape);
          var _ = new HookServer(receiver, wiring.hooks(), metrics::called)) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(ended), "shutdown"));
        LOG.info("git-sync starts");
        starter.execute(starting::begin);
        ended.await();
      }
    }
  }

  private void onStarter(Duration pause, Runnable what) {
    var _ = starter.schedule(what, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void start(KubernetesClient client, Wiring wiring) {
    boolean works = false;
    try {
      BackupCluster.require(client);
      Operator started = wiring.operator(this::leadershipEnds);
      operator = started;
      started.start();
      works = true;
    } finally {
      if (!works) {
        operator = null; // the next attempt makes another one
      }
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

  /** What only a new process mends. */
  private Optional<String> alive(Starting starting) {
    return starting
        .mistake()
        .or(() -> running().flatMap(it -> WatchHealth.of(it.getRuntimeInfo()).ended()));
  }

  /** Nothing: it leads and watches, or another replica does and it stands by. */
  private Optional<String> unready() {
    Optional<Operator> running = running();
    if (running.isEmpty() || !running.get().getRuntimeInfo().isStarted()) {
      return Optional.of("the backup cluster has not answered yet");
    }
    var info = running.get().getRuntimeInfo();
    return info.allEventSourcesAreHealthy()
        ? Optional.empty()
        : WatchHealth.of(info).interrupted().or(() -> Optional.of("a watch is not well"));
  }

  private Optional<Operator> running() {
    return Optional.ofNullable(operator);
  }
}
