package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fedbackup.reconciler.remote.RemoteEvent.CacheSynced;
import io.fedbackup.reconciler.remote.RemoteEvent.ObjectChanged;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one kind on one cluster, over any number of connections. A connection lends it
 * an informer. The cache keeps its own copy, so that what was seen last can be read while there is
 * no connection, and so that an absence found by listing anew (and not seen by the watch) counts
 * only after the cluster has proved to be the same: see {@link #confirmAbsences}.
 */
final class WatchedCache<T extends HasMetadata> implements RemoteCache<T> {
  private static final int REMEMBERED_DELETIONS = 1000;

  private final RemoteKind<T> kind;
  private final Owner owner;
  private final Map<String, Seen<T>> objects = new ConcurrentHashMap<>();
  private final Map<String, T> unconfirmed = new ConcurrentHashMap<>();
  private final Map<String, Instant> gone = Collections.synchronizedMap(new Recent());
  private volatile @Nullable SharedIndexInformer<T> informer;
  private volatile @Nullable RemoteException failure;
  private volatile boolean synced;

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
   */
  record Owner(ClusterName name, Clock clock, Consumer<RemoteEvent> events, Runnable doubt) {}

  /** A cache without an informer. */
  WatchedCache(RemoteKind<T> kind, Owner owner) {
    this.kind = kind;
    this.owner = owner;
  }

  RemoteKind<T> kind() {
    return kind;
  }

  /** Takes an informer that is not started yet, and starts it; does not wait for the list. */
  synchronized void attach(SharedIndexInformer<T> fresh) {
    detach();
    informer = fresh;
    failure = null;
    fresh.addEventHandler(new Handler(fresh));
    fresh.exceptionHandler((started, trouble) -> goOnAfter(fresh, trouble));
    fresh
        .start()
        .whenComplete(
            (_, trouble) -> {
              if (trouble == null) {
                listed(fresh);
              }
            });
  }

  /** Whether an informer runs: false also after one has given up. */
  boolean attached() {
    SharedIndexInformer<T> current = informer;
    return current != null && current.isRunning();
  }

  /** Whether the informer has lost its watch and has not got it back yet. */
  boolean watchLost() {
    SharedIndexInformer<T> current = informer;
    return current != null && synced && current.isRunning() && !current.isWatching();
  }

  /** Changes with every event and bookmark. */
  String progress() {
    SharedIndexInformer<T> current = informer;
    return current == null ? "" : String.valueOf(current.lastSyncResourceVersion());
  }

  /** Stops the informer; what was seen last stays readable. */
  synchronized void detach() {
    synced = false;
    SharedIndexInformer<T> current = informer;
    informer = null;
    if (current != null) {
      current.stop();
    }
  }

  /** Forgets everything without an event: another cluster or another namespace comes. */
  synchronized void forget() {
    detach();
    objects.clear();
    unconfirmed.clear();
    gone.clear();
    failure = null;
  }

  /** What a list lacked is gone: the cluster is the one that it was. */
  synchronized void confirmAbsences() {
    SharedIndexInformer<T> current = informer;
    if (!synced || current == null) {
      return;
    }
    unconfirmed.forEach(
        (name, object) -> {
          if (stored(current, object) == null) {
            removed(name, object);
          }
        });
    unconfirmed.clear();
  }

  @SuppressWarnings("ReferenceEquality") // the very informer, not an equal one
  private boolean isCurrent(SharedIndexInformer<T> source) {
    return informer == source;
  }

  private synchronized void listed(SharedIndexInformer<T> source) {
    if (!isCurrent(source)) {
      return;
    }
    boolean first = objects.isEmpty();
    source.getStore().list().forEach(object -> put(object, first));
    objects.forEach(
        (name, seen) -> {
          if (stored(source, seen.object()) == null) {
            unconfirmed.put(name, seen.object());
          }
        });
    synced = true;
    owner.events().accept(new CacheSynced(owner.name(), kind));
    if (!unconfirmed.isEmpty()) {
      owner.doubt().run();
    }
  }

  private boolean goOnAfter(SharedIndexInformer<T> source, Throwable trouble) {
    if (!isCurrent(source)) {
      return false;
    }
    Optional<KubernetesClientException> answer = serverAnswer(trouble);
    int code = answer.map(KubernetesClientException::getCode).orElse(0);
    answer.ifPresent(e -> failure = RemoteErrors.translate(owner.name(), "watch " + kind, e));
    if (code == 0 || code == 401) {
      owner.doubt().run();
    }
    // what the server answers otherwise concerns this kind alone: a missing kind or right ends the
    // watch until there is a sign of it, the rest is repeated by the informer with its back-off
    return code != 0 && code != 401 && code != 403 && code != 404 && code != 405;
  }

  private static Optional<KubernetesClientException> serverAnswer(@Nullable Throwable trouble) {
    Throwable cause = trouble;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof KubernetesClientException e && e.getCode() > 0) {
        return Optional.of(e);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private synchronized void changed(SharedIndexInformer<T> source, T event) {
    // the store is never older than the event: reading it keeps what comes late from going back
    T object = stored(source, event);
    if (isCurrent(source) && object != null && synced) {
      put(object, false);
    }
  }

  private synchronized void deleted(
      SharedIndexInformer<T> source, T object, boolean foundByListing) {
    String name = object.getMetadata().getName();
    if (!isCurrent(source) || stored(source, object) != null || !objects.containsKey(name)) {
      return;
    }
    if (foundByListing) {
      unconfirmed.put(name, object);
      owner.doubt().run();
    } else {
      removed(name, object);
    }
  }

  private void put(T object, boolean first) {
    String name = object.getMetadata().getName();
    Instant now = owner.clock().instant();
    Seen<T> before = objects.get(name);
    if (before != null && sameVersion(before.object(), object)) {
      return;
    }
    objects.put(name, new Seen<>(object, first ? null : now));
    gone.remove(name);
    unconfirmed.remove(name);
    T previous = before == null ? null : before.object();
    emit(
        previous == null ? RemoteEvent.Type.ADDED : RemoteEvent.Type.MODIFIED,
        object,
        previous,
        now);
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

  private @Nullable T stored(SharedIndexInformer<T> source, T object) {
    return source.getStore().getByKey(Cache.metaNamespaceKeyFunc(object));
  }

  @Override
  public boolean synced() {
    return synced;
  }

  @Override
  public Optional<RemoteException> failure() {
    return Optional.ofNullable(failure);
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
  private final class Handler implements ResourceEventHandler<T> {
    private final SharedIndexInformer<T> source;

    Handler(SharedIndexInformer<T> source) {
      this.source = source;
    }

    @Override
    public void onAdd(T object) {
      changed(source, object);
    }

    @Override
    public void onUpdate(T before, T object) {
      changed(source, object);
    }

    @Override
    public void onDelete(T object, boolean deletedFinalStateUnknown) {
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
