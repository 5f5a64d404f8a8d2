package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fedbackup.reconciler.remote.RemoteEvent.CacheSynced;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one kind on one cluster, over any number of connections. A connection lends it
 * an informer: this class attaches it, takes what it shows, and gives it up; {@link
 * InformerAttempts} says when, and {@link SeenObjects} keeps a copy of its own, so that what was
 * seen last can be read while there is no connection. An absence found by listing anew (and not
 * seen by the watch) counts only after the cluster has proved to be the same: see {@link
 * #confirmAbsences}.
 */
final class WatchedCache<T extends HasMetadata> implements RemoteCache<T> {
  private final RemoteKind<T> kind;
  private final Owner owner;
  private final SeenObjects<T> objects;
  private final InformerAttempts attempts;
  private volatile @Nullable Feed<?, T> feed;
  private volatile @Nullable RemoteException failure;
  private volatile boolean synced;
  private volatile boolean gaveUp;

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
    this.objects = new SeenObjects<>(kind, owner.name(), owner.clock(), owner.events());
    this.attempts = new InformerAttempts(owner.backOff());
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
    attempts.begin(now, isStuck(now));
    release();
    feed = fresh;
    gaveUp = false;
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
    return (!attached() || isStuck(now)) && attempts.mayBegin(now);
  }

  /** An API server that is just starting was seen to leave a list without an answer. */
  private boolean isStuck(Instant now) {
    return attached() && !synced && attempts.overdue(now);
  }

  /** Ends the back-off of a kind that the cluster did not know: it may know it now. */
  void retryIfUnknown() {
    if (failure instanceof RemoteException.NotFound) {
      attempts.retryAtOnce();
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
    attempts.reset();
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
    attempts.forget();
    objects.clear();
    failure = null;
  }

  /** What a list lacked is gone: the cluster is the one that it was. */
  synchronized void confirmAbsences() {
    Feed<?, T> current = feed;
    if (synced && current != null) {
      objects.confirm(current);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very informer, not an equal one
  private boolean isCurrent(Feed<?, T> source) {
    return feed == source;
  }

  private synchronized <S extends HasMetadata> void listed(Feed<S, T> source) {
    if (!isCurrent(source)) {
      return;
    }
    boolean complete = objects.putAll(source);
    synced = true;
    failure = null;
    attempts.listed(owner.clock().instant());
    owner.events().accept(new CacheSynced(owner.name(), kind));
    if (!complete) {
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
    attempts.failed(owner.clock().instant(), synced);
    gaveUp = true;
    synced = false;
    boolean news = failure == null;
    if (ofKind || attempts.repeatedlyFailed()) {
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
      objects.put(source, object);
    }
  }

  private synchronized void deleted(Feed<?, T> source, HasMetadata object, boolean byListing) {
    if (!isCurrent(source) || source.stored(object) != null) {
      return;
    }
    if (objects.miss(object.getMetadata().getName(), byListing)) {
      owner.doubt().run();
    }
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
    return objects.unreadable();
  }

  @Override
  public Optional<T> get(String name) {
    return objects.get(name);
  }

  @Override
  public List<T> list() {
    return objects.list();
  }

  @Override
  public Optional<Instant> goneSince(String name) {
    return objects.goneSince(name);
  }

  @Override
  public Optional<Instant> changedAt(String name) {
    return objects.changedAt(name);
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
}
