package io.fedbackup.gitsync.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.schema.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All watches on the backup cluster: as many as the GitSyncs need and no more than a bound. Where
 * there is no watch, because the account may not or the bound is reached, drift is noticed at the
 * next sync. Thread-safe.
 */
public final class ObjectWatches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectWatches.class);
  private static final Duration TRY_AGAIN = Duration.ofMinutes(10);

  /** A watch that there cannot be until it is tried again. */
  private record Refused(Instant until, ClusterException why) {}

  private final Function<String, KubernetesClient> clients;
  private final Catalog catalog;
  private final Clock clock;
  private final int most;
  private final Map<Spot, ObjectWatch> watches = new HashMap<>();
  private final Map<Spot, Refused> refused = new HashMap<>();
  private boolean closed;
  private boolean full;

  /**
   * None yet.
   *
   * @param clients clients with the rights of an account
   * @param most watches at the same time
   */
  public ObjectWatches(
      Function<String, KubernetesClient> clients, Catalog catalog, Clock clock, int most) {
    this.clients = clients;
    this.catalog = catalog;
    this.clock = clock;
    this.most = most;
  }

  /** How many there are. */
  public synchronized int count() {
    return watches.size();
  }

  /**
   * Has a sentinel shown what happens at these spots and nowhere else.
   *
   * @param name of whom the sentinel is; a later call replaces an earlier one
   */
  public synchronized void keep(String name, Sentinel sentinel, Set<Spot> spots) {
    if (closed) {
      return;
    }
    for (ObjectWatch watch : List.copyOf(watches.values())) {
      if (watch.isOver()) {
        over(watch);
      } else if (!spots.contains(watch.spot())) {
        leave(name, watch);
      }
    }
    spots.forEach(spot -> join(name, sentinel, spot));
  }

  /**
   * Has a sentinel shown what running watches see at these spots, before the rest of them begin.
   *
   * @param name as {@link #keep} has it
   */
  public synchronized void join(String name, Sentinel sentinel, Set<Spot> spots) {
    watches.values().stream()
        .filter(watch -> spots.contains(watch.spot()) && !watch.isOver())
        .forEach(watch -> watch.sentinels().put(name, sentinel));
  }

  /** Shows that sentinel nothing any more. */
  public synchronized void drop(String name) {
    List.copyOf(watches.values()).forEach(watch -> leave(name, watch));
  }

  private void join(String name, Sentinel sentinel, Spot spot) {
    ObjectWatch known = watches.get(spot);
    if (known != null) {
      known.sentinels().put(name, sentinel);
      return;
    }
    Refused before = refused.get(spot);
    if (before != null && clock.instant().isBefore(before.until())) {
      sentinel.refused(spot, before.why());
      return;
    }
    if (watches.size() >= most) {
      if (!full) {
        LOG.warn("there are {} watches already; drift elsewhere is noticed at the next sync", most);
      }
      full = true;
      return;
    }
    refused.remove(spot);
    catalog
        .find(spot.kind())
        .ifPresent(
            kind -> {
              var client = clients.apply(spot.account());
              var watch = new ObjectWatch(spot, kind, client, clock, ObjectWatches::report);
              watch.sentinels().put(name, sentinel);
              watches.put(spot, watch);
              watch.start();
            });
  }

  /** Called by the watch's own thread: no lock is taken. */
  private static void report(ObjectWatch watch, ClusterException why) {
    LOG.warn("drift of {} is noticed at the next sync only: {}", watch.spot(), why.getMessage());
    watch.sentinels().values().forEach(sentinel -> sentinel.refused(watch.spot(), why));
  }

  private void over(ObjectWatch watch) {
    watch
        .refusal()
        .ifPresent(
            why -> refused.put(watch.spot(), new Refused(clock.instant().plus(TRY_AGAIN), why)));
    remove(watch);
  }

  private void leave(String name, ObjectWatch watch) {
    if (watch.sentinels().remove(name) != null && watch.sentinels().isEmpty()) {
      remove(watch);
    }
  }

  private void remove(ObjectWatch watch) {
    watches.remove(watch.spot());
    full = false;
    watch.stop();
  }

  @Override
  public synchronized void close() {
    closed = true;
    Collection<ObjectWatch> all = new HashSet<>(watches.values());
    watches.clear();
    all.forEach(ObjectWatch::stop);
  }
}
