package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.planning.naming.ClusterKey;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Application clusters in memory. Work on them is done at once, on the caller's thread; there are
 * no events, and no cluster is ever late. For one thread.
 */
public final class FakeClusters implements ApplicationClusters, ClusterConnections {
  private final Map<ClusterName, RemoteCluster> clusters = new LinkedHashMap<>();
  private final List<String> labelled = new ArrayList<>();
  private boolean labelsRefused;

  /** With these. */
  public FakeClusters(RemoteCluster... clusters) {
    List.of(clusters).forEach(cluster -> this.clusters.put(cluster.key(), cluster));
  }

  /** From now on no label can be set. */
  public FakeClusters refusingLabels() {
    labelsRefused = true;
    return this;
  }

  /** Names of the objects that were labelled. */
  public List<String> labelled() {
    return List.copyOf(labelled);
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
    throw new UnsupportedOperationException("there are no events");
  }

  @Override
  public <R> Map<RemoteCluster, Result<R>> onEach(
      Collection<RemoteCluster> targets, Function<RemoteCluster, R> work, Duration limit) {
    Map<RemoteCluster, Result<R>> results = new LinkedHashMap<>();
    targets.forEach(cluster -> results.put(cluster, result(work, cluster)));
    return results;
  }

  private static <R> Result<R> result(Function<RemoteCluster, R> work, RemoteCluster cluster) {
    try {
      return new Result.Done<>(work.apply(cluster));
    } catch (RemoteException e) {
      return new Result.Failed<>(e);
    } catch (RuntimeException e) {
      return new Result.Broken<>(e);
    }
  }

  @Override
  public RemoteCluster configure(ClusterName key, ClusterSettings settings) {
    return find(key).orElseThrow();
  }

  @Override
  public Contact contact(ClusterName key) {
    return new Contact.None();
  }

  @Override
  public void probe(ClusterName key) {}

  @Override
  public Optional<Instant> lastContact(ClusterName key) {
    return Optional.empty();
  }

  @Override
  public void publish(
      ClusterName key,
      Usability usability,
      Optional<ClusterKey> identity,
      Optional<RemoteCluster.WorkloadIdentity> workloadIdentity) {}

  @Override
  public void label(ClusterName key, HasMetadata object) {
    if (labelsRefused) {
      throw new RemoteException.Forbidden(key, "patch: forbidden", null);
    }
    labelled.add(object.getMetadata().getName());
  }

  @Override
  public void remove(ClusterName key) {
    clusters.remove(key);
  }
}
