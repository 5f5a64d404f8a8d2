package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fedbackup.reconciler.remote.RemoteEvent.CacheSynced;
import io.fedbackup.reconciler.remote.RemoteEvent.ObjectChanged;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one kind on one cluster, over any number of connections. A connection lends it
 * an informer. The cache keeps its own copy, so that what was seen last can be read while there is
 * no connection, and so that an absence found by listing anew (and not seen by the watch) counts
 * only after the cluster has proved to be the same: see {@link #confirmAbsences}.
 */
final class WatchedCache<T extends HasMetadata> implements RemoteCache<T> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedCache.class);
  private static final int REMEMBERED_DELETIONS = 1000;

  private static final int REPORTED_UNREADABLE = 20;

  /** An informer that failed sooner than this after its list has not proved that it works. */
  private static final Duration STEADY = Duration.ofMinutes(1);

  /** So long the first list may take; twice as long each time that it was not enough. */
  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(30);

  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(10);

  private final RemoteKind<T> kind;
  private final Owner owner;
  private final Map<String, Seen<T>> objects = new ConcurrentHashMap<>();
  private final Map<String, HasMetadata> unreadable = new ConcurrentHashMap<>();
  private final Map<String, T> unconfirmed = new ConcurrentHashMap<>();
  private final Map<String, Instant> gone = Collections.synchronizedMap(new Recent());
  private volatile @Nullable Feed<?, T> feed;
  private volatile @Nullable RemoteException failure;
  private volatile boolean synced;
  private volatile boolean gaveUp;
  private volatile Instant retryAt = Instant.MIN;
  private volatile Instant attachedAt = Instant.MIN;
  private volatile Duration patience = SHORTEST_PATIENCE;
  private int failures;
  private @Nullable Instant listedAt;

  private record Seen<T>(T object, @Nullable Instant changedAt) {}

  /**
   * The cluster that a cache belongs to.
   *
   * @param name of its ApplicationCluster
   * @param clock tells when the watch saw something
   * @param events gets what happens; must not block
   * @param doubt called when a list lacks what was known, or a watch fails; must not block. The
   *     owner proves that the cluster is there and the same, then calls {@link #confirmAbsences}
   *     and {@link #attach}
   * @param backOff milliseconds until an informer that failed is replaced, by the number of
   *     failures
   */
  record Owner(
      ClusterName name,
      Clock clock,
      Consumer<RemoteEvent> events,
      Runnable doubt,
      IntervalFunction backOff) {}

  /** A cache without an informer. */
  WatchedCache(RemoteKind<T> kind, Owner owner) {
    this.kind = kind;
    this.owner = owner;
  }

  RemoteKind<T> kind() {
    return kind;
  }

  /**
   * Takes an informer that is not started yet, and starts it; does not wait for the list. Why a
   * former one failed stays known until there is a list.
   */
  synchronized <S extends HasMetadata> void attach(Feed<S, T> fresh) {
    Instant now = owner.clock().instant();
    patience = isStuck(now) ? longer(patience) : patience;
    release();
    feed = fresh;
    gaveUp = false;
    attachedAt = now;
    SharedIndexInformer<S> informer = fresh.informer();
    informer.addEventHandler(new Handler<>(fresh));
    informer.exceptionHandler((_, trouble) -> goOnAfter(fresh, trouble));
    informer
        .start()
        .whenComplete(
            (_, trouble) -> {
              if (trouble == null) {
                listed(fresh);
              }
            });
  }

  /**
   * Whether an informer is wanted now: there is none, or its first list does not come, and the last
   * one's back-off is over.
   */
  boolean due(Instant now) {
    return (!attached() || isStuck(now)) && !now.isBefore(retryAt);
  }

  /** An API server that is just starting was seen to leave a list without an answer. */
  private boolean isStuck(Instant now) {
    return attached() && !synced && now.isAfter(attachedAt.plus(patience));
  }

  private static Duration longer(Duration patience) {
    Duration twice = patience.multipliedBy(2);
    return twice.compareTo(LONGEST_PATIENCE) < 0 ? twice : LONGEST_PATIENCE;
  }

  /** Ends the back-off of a kind that the cluster did not know: it may know it now. */
  void retryIfUnknown() {
    if (failure instanceof RemoteException.NotFound) {
      retryAt = Instant.MIN;
    }
  }

  private boolean attached() {
    Feed<?, T> current = feed;
    return current != null && !gaveUp && current.informer().isRunning();
  }

  /** Whether the informer has lost its watch and has not got it back yet. */
  boolean watchLost() {
    Feed<?, T> current = feed;
    return current != null
        && synced
        && current.informer().isRunning()
        && !current.informer().isWatching();
  }

  /** Changes with every event and bookmark. */
  String progress() {
    Feed<?, T> current = feed;
    return current == null ? "" : String.valueOf(current.informer().lastSyncResourceVersion());
  }

  /** Stops the informer; what was seen last stays readable. The next one may come at once. */
  synchronized void detach() {
    release();
    failures = 0;
    retryAt = Instant.MIN;
  }

  private void release() {
    synced = false;
    Feed<?, T> current = feed;
    feed = null;
    if (current != null) {
      current.informer().stop();
    }
  }

  /** Forgets everything without an event: another cluster or another namespace comes. */
  synchronized void forget() {
    detach();
    objects.clear();
    unreadable.clear();
    unconfirmed.clear();
    gone.clear();
    failure = null;
    listedAt = null;
  }

  /** What a list lacked is gone: the cluster is the one that it was. */
  synchronized void confirmAbsences() {
    Feed<?, T> current = feed;
    if (!synced || current == null) {
      return;
    }
    unconfirmed.forEach(
        (name, object) -> {
          if (current.stored(object) == null) {
            removed(name, object);
          }
        });
    unconfirmed.clear();
  }

  @SuppressWarnings("ReferenceEquality") // the very informer, not an equal one
  private boolean isCurrent(Feed<?, T> source) {
    return feed == source;
  }

  private synchronized <S extends HasMetadata> void listed(Feed<S, T> source) {
    if (!isCurrent(source)) {
      return;
    }
    boolean first = objects.isEmpty();
    source.all().forEach(object -> put(source, object, first));
    objects.forEach(
        (name, seen) -> {
          if (source.stored(seen.object()) == null) {
            unconfirmed.put(name, seen.object());
          }
        });
    unreadable.values().removeIf(object -> source.stored(object) == null);
    synced = true;
    patience = SHORTEST_PATIENCE;
    failure = null;
    listedAt = owner.clock().instant();
    owner.events().accept(new CacheSynced(owner.name(), kind));
    if (!unconfirmed.isEmpty()) {
      owner.doubt().run();
    }
  }

  /**
   * What the server answers concerns this kind alone: a missing kind or right, or an answer that
   * cannot be read, ends the watch for a while; the rest is repeated by the informer with its
   * back-off. No answer makes the whole cluster doubtful.
   */
  private boolean goOnAfter(Feed<?, T> source, Throwable trouble) {
    if (!isCurrent(source)) {
      return false;
    }
    RemoteException why = RemoteErrors.ofWatch(owner.name(), "watch " + kind, trouble);
    return switch (why) {
      case RemoteException.Unreachable _, RemoteException.Unauthorized _ -> {
        giveUp(source, why, false);
        owner.doubt().run();
        yield false;
      }
      case RemoteException.Forbidden _,
          RemoteException.NotFound _,
          RemoteException.Invalid _,
          RemoteException.Refused _ -> {
        giveUp(source, why, true);
        yield false;
      }
      case RemoteException.Conflict _,
          RemoteException.AlreadyExists _,
          RemoteException.ServerFailure _ -> {
        failure = why;
        yield true;
      }
    };
  }

  private synchronized void giveUp(Feed<?, T> source, RemoteException why, boolean ofKind) {
    if (!isCurrent(source)) {
      return;
    }
    Instant now = owner.clock().instant();
    Instant listed = listedAt;
    boolean worked = synced && listed != null && !now.isBefore(listed.plus(STEADY));
    failures = worked ? 1 : failures + 1;
    retryAt = failures == 1 ? now : now.plusMillis(owner.backOff().apply(failures - 1));
    gaveUp = true;
    synced = false;
    boolean news = failure == null;
    if (ofKind || failures > 1) {
      failure = why;
      if (news) {
        owner.events().accept(new RemoteEvent.ClusterChanged(owner.name()));
      }
    }
  }

  private synchronized <S extends HasMetadata> void changed(Feed<S, T> source, S event) {
    // the store is never older than the event: reading it keeps what comes late from going back
    S object = source.stored(event);
    if (isCurrent(source) && object != null && synced) {
      put(source, object, false);
    }
  }

  private synchronized void deleted(Feed<?, T> source, HasMetadata object, boolean byListing) {
    String name = object.getMetadata().getName();
    if (!isCurrent(source) || source.stored(object) != null) {
      return;
    }
    unreadable.remove(name);
    Seen<T> known = objects.get(name);
    if (known == null) {
      return;
    }
    if (byListing) {
      unconfirmed.put(name, known.object());
      owner.doubt().run();
    } else {
      removed(name, known.object());
    }
  }

  private <S extends HasMetadata> void put(Feed<S, T> source, S held, boolean first) {
    String name = held.getMetadata().getName();
    Seen<T> before = objects.get(name);
    if (before != null && sameVersion(before.object(), held)) {
      return;
    }
    T object;
    try {
      object = source.model().apply(held);
    } catch (IllegalArgumentException e) {
      skip(name, held, e);
      return;
    }
    Instant now = owner.clock().instant();
    objects.put(name, new Seen<>(object, first ? null : now));
    gone.remove(name);
    unconfirmed.remove(name);
    unreadable.remove(name);
    T previous = before == null ? null : before.object();
    emit(
        previous == null ? RemoteEvent.Type.ADDED : RemoteEvent.Type.MODIFIED,
        object,
        previous,
        now);
  }

  /** What a cluster reports is input: one object that cannot be read hides no other. */
  private void skip(String name, HasMetadata held, IllegalArgumentException cause) {
    HasMetadata known = unreadable.put(name, held);
    if (known != null && sameVersion(known, held)) {
      return;
    }
    Seen<T> before = objects.get(name);
    if (before != null) {
      // whoever keeps it as wanted writes it again
      emit(RemoteEvent.Type.MODIFIED, before.object(), before.object(), owner.clock().instant());
    }
    if (known == null && unreadable.size() <= REPORTED_UNREADABLE) {
      try (var _ = ClusterContext.of(owner.name())) {
        LOG.warn(
            "{} {} on cluster {} is left out: {}",
            kind,
            name,
            owner.name(),
            RemoteErrors.unreadableField(cause).orElse("it is not what its kind should be"));
      }
    }
  }

  private void removed(String name, T object) {
    Instant now = owner.clock().instant();
    if (objects.remove(name) != null) {
      gone.put(name, now);
      emit(RemoteEvent.Type.DELETED, object, object, now);
    }
  }

  private void emit(RemoteEvent.Type type, T object, @Nullable T previous, Instant at) {
    owner.events().accept(new ObjectChanged(owner.name(), kind, type, object, previous, at));
  }

  private static boolean sameVersion(HasMetadata one, HasMetadata other) {
    return Objects.equals(one.getMetadata().getUid(), other.getMetadata().getUid())
        && Objects.equals(
            one.getMetadata().getResourceVersion(), other.getMetadata().getResourceVersion());
  }

  @Override
  public boolean synced() {
    return synced;
  }

  @Override
  public Optional<RemoteException> failure() {
    return synced ? Optional.empty() : Optional.ofNullable(failure);
  }

  @Override
  public Set<String> unreadable() {
    return Set.copyOf(unreadable.keySet());
  }

  @Override
  public Optional<T> get(String name) {
    return Optional.ofNullable(objects.get(name)).map(Seen::object);
  }

  @Override
  public List<T> list() {
    return objects.values().stream().map(Seen::object).toList();
  }

  @Override
  public Optional<Instant> goneSince(String name) {
    return Optional.ofNullable(gone.get(name));
  }

  @Override
  public Optional<Instant> changedAt(String name) {
    return Optional.ofNullable(objects.get(name)).map(Seen::changedAt);
  }

  /** Passes on what one informer reports, for as long as it is the cache's. */
  private final class Handler<S extends HasMetadata> implements ResourceEventHandler<S> {
    private final Feed<S, T> source;

    Handler(Feed<S, T> source) {
      this.source = source;
    }

    @Override
    public void onAdd(S object) {
      changed(source, object);
    }

    @Override
    public void onUpdate(S before, S object) {
      changed(source, object);
    }

    @Override
    public void onDelete(S object, boolean deletedFinalStateUnknown) {
      deleted(source, object, deletedFinalStateUnknown);
    }
  }

  /** When what went, the newest only. */
  private static final class Recent extends LinkedHashMap<String, Instant> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
      return size() > REMEMBERED_DELETIONS;
    }
  }
}
