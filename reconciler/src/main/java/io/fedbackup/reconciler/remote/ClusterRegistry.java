package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.outcome.Messages;
import io.github.resilience4j.core.IntervalFunction;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The application clusters of this process: connections, watches, listeners. */
public final class ClusterRegistry
    implements ApplicationClusters, ClusterConnections, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterRegistry.class);
  private static final int MOST_MISTAKES = 1000;
  private static final double MULTIPLIER = 2;
  private static final double JITTER = 0.3;
  private static final String LABEL_MANAGER = "fedbackup-protection";

  private final String installation;
  private final RequestLimits limits;
  private final Map<ClusterName, ConnectedCluster> clusters = new ConcurrentSkipListMap<>();
  private final List<Consumer<RemoteEvent>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<ClusterName>> farewells = new CopyOnWriteArrayList<>();
  private final Set<String> mistakes = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;
  private final ScheduledExecutorService pulse;
  private final Connection.Resources resources;

  /**
   * A registry without clusters.
   *
   * @param installation value of label {@code fedbackup.io/installation}
   */
  public ClusterRegistry(String installation, RequestLimits limits, Clock clock) {
    this.installation = installation;
    this.limits = limits;
    threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("remote-", 0).factory());
    pulse =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("remote-pulse").factory());
    IntervalFunction backOff =
        IntervalFunction.ofExponentialRandomBackoff(
            limits.firstBackOff(), MULTIPLIER, JITTER, limits.longestBackOff());
    resources =
        new Connection.Resources(
            new ClientFactory(limits, threads), limits, clock, threads, this::emit, backOff);
  }

  /** Starts to look for silent clusters. */
  public void start() {
    long period = Math.max(500, limits.silence().toMillis() / 16);
    var _ = pulse.scheduleWithFixedDelay(this::check, period, period, TimeUnit.MILLISECONDS);
  }

  /** Tells whoever keeps something of a cluster that it is not known any more; must not block. */
  public void onRemoval(Consumer<ClusterName> farewell) {
    farewells.add(farewell);
  }

  private void check() {
    clusters.values().forEach(cluster -> cluster.connection().check());
  }

  @Override
  public Optional<RemoteCluster> find(ClusterName key) {
    return Optional.ofNullable(clusters.get(key));
  }

  @Override
  public List<RemoteCluster> all() {
    return List.copyOf(clusters.values());
  }

  @Override
  public <P extends HasMetadata> EventSource<RemoteEvent, P> changes(
      String name, Class<P> primary, Function<RemoteEvent, Set<ResourceID>> owners) {
    return new RemoteEventSource<>(name, owners, listeners);
  }

  @Override
  public <R> Map<RemoteCluster, Result<R>> onEach(
      Collection<RemoteCluster> targets, Function<RemoteCluster, R> work, Duration limit) {
    List<RemoteCluster> order = List.copyOf(targets);
    List<Callable<R>> tasks = new ArrayList<>();
    Map<String, String> caller = MDC.getCopyOfContextMap();
    for (RemoteCluster cluster : order) {
      tasks.add(() -> ClusterContext.in(caller, cluster.key(), () -> inTurn(cluster, work)));
    }
    Map<RemoteCluster, Result<R>> results = new LinkedHashMap<>();
    try {
      List<Future<R>> futures = threads.invokeAll(tasks, limit.toMillis(), TimeUnit.MILLISECONDS);
      for (int i = 0; i < order.size(); i++) {
        results.put(order.get(i), result(order.get(i).key(), futures.get(i)));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      order.forEach(cluster -> results.putIfAbsent(cluster, new Result.Late<>()));
    }
    return results;
  }

  /** A cluster that hangs is not to collect all there is to do on it. */
  private <R> R inTurn(RemoteCluster cluster, Function<RemoteCluster, R> work)
      throws InterruptedException {
    ConnectedCluster known = clusters.get(cluster.key());
    if (known == null) {
      return work.apply(cluster);
    }
    known.turns().acquire();
    try {
      return work.apply(cluster);
    } finally {
      known.turns().release();
    }
  }

  private <R> Result<R> result(ClusterName cluster, Future<R> future) throws InterruptedException {
    try {
      return new Result.Done<>(future.get());
    } catch (CancellationException _) {
      return new Result.Late<>();
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case RemoteException remote -> new Result.Failed<>(remote);
        case KubernetesClientException trouble -> {
          // what comes of the cluster is a RemoteException: this is the backup cluster
          LOG.warn(
              "Work on cluster {} failed, the backup cluster's API server did not do its part: {}",
              cluster,
              Messages.cut(trouble.getMessage()));
          yield new Result.Broken<>(trouble);
        }
        case RuntimeException bug -> {
          report(cluster, bug);
          yield new Result.Broken<>(bug);
        }
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      };
    }
  }

  /** Once, with all there is to find it by: it will be repeated. */
  private void report(ClusterName cluster, RuntimeException bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    String mark = cluster + " " + bug.getClass() + (trace.length == 0 ? "" : " " + trace[0]);
    if (mistakes.size() < MOST_MISTAKES && mistakes.add(mark)) {
      try (var _ = ClusterContext.of(cluster)) {
        LOG.error("Work on cluster {} broke; this is a mistake of the program", cluster, bug);
      }
    }
  }

  @Override
  public RemoteCluster configure(ClusterName key, ClusterSettings settings) {
    ConnectedCluster known = clusters.get(key);
    if (known != null) {
      boolean sameWay = known.connection().settings().equals(settings);
      if (!sameWay) {
        known.connection().configure(settings);
      }
      if (known.connection().contact() instanceof Contact.None) {
        known.connection().probe();
      }
      return known;
    }
    var connection = new Connection(key, installation, settings, resources);
    var cluster = new ConnectedCluster(key, installation, connection);
    clusters.put(key, cluster);
    connection.probe();
    return cluster;
  }

  @Override
  public Contact contact(ClusterName key) {
    ConnectedCluster cluster = clusters.get(key);
    return cluster == null ? new Contact.None() : cluster.connection().contact();
  }

  @Override
  public void probe(ClusterName key) {
    Optional.ofNullable(clusters.get(key)).ifPresent(cluster -> cluster.connection().probe());
  }

  @Override
  public Optional<Instant> lastContact(ClusterName key) {
    return Optional.ofNullable(clusters.get(key))
        .flatMap(cluster -> cluster.connection().lastContact());
  }

  @Override
  public void publish(
      ClusterName key,
      Usability usability,
      Optional<ClusterKey> identity,
      Optional<RemoteCluster.WorkloadIdentity> workloadIdentity) {
    ConnectedCluster cluster = clusters.get(key);
    var now = new ConnectedCluster.Published(usability, identity, workloadIdentity);
    if (cluster != null && cluster.publish(now)) {
      emit(new RemoteEvent.ClusterChanged(key));
    }
  }

  @Override
  public void label(ClusterName key, HasMetadata labelled) {
    ConnectedCluster cluster = clusters.get(key);
    if (cluster != null) {
      cluster
          .connection()
          .write(
              "label " + labelled.getKind(),
              requests -> requests.apply(labelled, Optional.empty(), LABEL_MANAGER));
    }
  }

  @Override
  public void remove(ClusterName key) {
    ConnectedCluster cluster = clusters.remove(key);
    if (cluster != null) {
      cluster.connection().close();
      farewells.forEach(farewell -> farewell.accept(key));
      emit(new RemoteEvent.ClusterChanged(key));
    }
  }

  private void emit(RemoteEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }

  @Override
  public void close() {
    pulse.shutdownNow();
    clusters.values().forEach(cluster -> cluster.connection().close());
    threads.close();
  }
}
