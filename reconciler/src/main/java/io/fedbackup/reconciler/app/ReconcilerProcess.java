package io.fedbackup.reconciler.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.reconciler.drift.ClusterDrift;
import io.fedbackup.reconciler.drift.KubernetesReports;
import io.fedbackup.reconciler.remote.ClusterRegistry;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.github.resilience4j.core.IntervalFunction;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the process: health first, then the backup cluster as soon as it answers, then the
 * reconcilers. Without an API server it says so in one sentence and tries again.
 */
final class ReconcilerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcilerProcess.class);
  private static final IntervalFunction BACK_OFF =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofSeconds(1), 2, 0.2, Duration.ofSeconds(15));

  private final Options options;
  private final Clock clock = Clock.systemUTC();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ScheduledExecutorService starter =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("starter").daemon().factory());
  private final KubernetesClient client;
  private final HealthServer health;
  private volatile @Nullable Operator operator;
  private volatile @Nullable ClusterRegistry clusters;
  private volatile @Nullable ClusterDrift drift;
  private volatile boolean working;
  private volatile boolean ending;
  private volatile @Nullable String broken;

  ReconcilerProcess(Options options) {
    this.options = options;
    this.client = BackupCluster.client(options);
    new ClusterMetrics(this::known).bindTo(meters);
    this.health = new HealthServer(options.healthAddress, meters, this::alive, this::ready);
  }

  /** Returns at once; the rest happens on a thread of its own. */
  void start() {
    health.start();
    starter.execute(() -> tryToStart(1));
  }

  private void tryToStart(int attempt) {
    try {
      begin(BackupCluster.installation(client, options));
    } catch (KubernetesClientException | OperatorException | BackupCluster.NotReady e) {
      long wait = BACK_OFF.apply(attempt);
      LOG.warn(
          "The backup cluster {} cannot be used: {}. Next attempt in {} s.",
          client.getMasterUrl(),
          Messages.cut(BackupCluster.inWords(e)),
          TimeUnit.MILLISECONDS.toSeconds(wait) + 1);
      var _ = starter.schedule(() -> tryToStart(attempt + 1), wait, TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      // the edge of the starter's thread: nobody else would ever hear of it
      LOG.error("The program cannot start; this is a mistake of the program", e);
      broken = "the program could not start: " + Messages.cut(BackupCluster.inWords(e));
    }
  }

  private void begin(String installation) {
    LOG.info(
        "Installation {} on {}, namespaces {}",
        installation,
        client.getMasterUrl(),
        options.namespaces.isEmpty() ? "all" : options.namespaces);
    var registry = new ClusterRegistry(installation, options.limits(), clock);
    clusters = registry;
    ending = false;
    try {
      var book =
          new ClusterDrift(
              new KubernetesReports(client), name -> registry.find(name).isPresent(), clock);
      registry.onRemoval(book::forget);
      drift = book;
      Operator started =
          new Reconcilers(client, registry, meters, book, clock)
              .operator(options, this::leadershipEnds);
      operator = started;
      book.start();
      registry.start();
      started.start();
      working = true;
    } finally {
      if (!working) {
        end(); // the next attempt makes everything anew
      }
    }
  }

  /** Another replica may lead from now on: nothing that is under way here may write any more. */
  private void leadershipEnds() {
    if (!ending) {
      LOG.error(
          "Lease {}/{} could not be renewed in time: another replica may work from now on, so this one ends at once;"
              + " Kubernetes starts it again. If that repeats, see whether the API server is slow, or raise --lease-seconds.",
          options.leaseNamespace,
          Reconcilers.COMPONENT);
      Runtime.getRuntime().halt(1);
    }
  }

  private Optional<String> alive() {
    return Optional.ofNullable(broken)
        .or(() -> running().flatMap(running -> InformerHealth.ended(running.getRuntimeInfo())));
  }

  private Optional<String> ready() {
    if (!working) {
      return Optional.of("the backup cluster has not answered yet");
    }
    return running().flatMap(running -> InformerHealth.interrupted(running.getRuntimeInfo()));
  }

  private Optional<Operator> running() {
    return working ? Optional.ofNullable(operator) : Optional.empty();
  }

  private List<RemoteCluster> known() {
    ClusterRegistry registry = clusters;
    return registry == null ? List.of() : registry.all();
  }

  @Override
  public synchronized void close() {
    starter.shutdownNow();
    end();
    health.close();
    client.close();
  }

  private synchronized void end() {
    ending = true;
    working = false;
    Operator started = operator;
    operator = null;
    if (started != null) {
      started.stop();
    }
    ClusterDrift book = drift;
    drift = null;
    if (book != null) {
      book.close();
    }
    ClusterRegistry registry = clusters;
    clusters = null;
    if (registry != null) {
      registry.close();
    }
  }
}
