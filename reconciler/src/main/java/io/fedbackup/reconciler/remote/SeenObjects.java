package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.reconciler.remote.RemoteEvent.ObjectChanged;
import java.time.Clock;
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
 * The objects of one kind as they were seen last on one cluster, over any number of informers, and
 * the events of how they change. What a list lacks is kept as unconfirmed until {@link #confirm}.
 * Changed under its cache's lock, read by any thread.
 */
final class SeenObjects<T extends HasMetadata> {
  private static final Logger LOG = LoggerFactory.getLogger(SeenObjects.class);
  private static final int REMEMBERED_DELETIONS = 1000;
  private static final int REPORTED_UNREADABLE = 20;

  private final RemoteKind<T> kind;
  private final ClusterName cluster;
  private final Clock clock;
  private final Consumer<RemoteEvent> events;
  private final Map<String, Seen<T>> objects = new ConcurrentHashMap<>();
  private final Map<String, HasMetadata> unreadable = new ConcurrentHashMap<>();
  private final Map<String, T> unconfirmed = new ConcurrentHashMap<>();
  private final Map<String, Instant> gone = Collections.synchronizedMap(new Recent());

  private record Seen<T>(T object, @Nullable Instant changedAt) {}

  /** None yet. */
  SeenObjects(RemoteKind<T> kind, ClusterName cluster, Clock clock, Consumer<RemoteEvent> events) {
    this.kind = kind;
    this.cluster = cluster;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Takes a whole list.
   *
   * @return whether all is there that was there before
   */
  <S extends HasMetadata> boolean putAll(Feed<S, T> source) {
    boolean first = objects.isEmpty();
    source.all().forEach(object -> put(source, object, first));
    objects.forEach(
        (name, seen) -> {
          if (source.stored(seen.object()) == null) {
            unconfirmed.put(name, seen.object());
          }
        });
    unreadable.values().removeIf(object -> source.stored(object) == null);
    return unconfirmed.isEmpty();
  }

  /** Takes one that is there. */
  <S extends HasMetadata> void put(Feed<S, T> source, S held) {
    put(source, held, false);
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
    Instant now = clock.instant();
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
      emit(RemoteEvent.Type.MODIFIED, before.object(), before.object(), clock.instant());
    }
    if (known == null && unreadable.size() <= REPORTED_UNREADABLE) {
      try (var _ = ClusterContext.of(cluster)) {
        LOG.warn(
            "{} {} on cluster {} is left out: {}",
            kind,
            name,
            cluster,
            RemoteErrors.unreadableField(cause).orElse("it is not what its kind should be"));
      }
    }
  }

  /**
   * One is not there.
   *
   * @param byListing whether a list lacks it, rather than a watch having seen it go
   * @return whether that is to be confirmed
   */
  boolean miss(String name, boolean byListing) {
    unreadable.remove(name);
    Seen<T> known = objects.get(name);
    if (known == null) {
      return false;
    }
    if (byListing) {
      unconfirmed.put(name, known.object());
    } else {
      remove(name, known.object());
    }
    return byListing;
  }

  /** What a list lacked, and what is not there now, is gone. */
  void confirm(Feed<?, T> current) {
    unconfirmed.forEach(
        (name, object) -> {
          if (current.stored(object) == null) {
            remove(name, object);
          }
        });
    unconfirmed.clear();
  }

  private void remove(String name, T object) {
    Instant now = clock.instant();
    if (objects.remove(name) != null) {
      gone.put(name, now);
      emit(RemoteEvent.Type.DELETED, object, object, now);
    }
  }

  private void emit(RemoteEvent.Type type, T object, @Nullable T previous, Instant at) {
    events.accept(new ObjectChanged(cluster, kind, type, object, previous, at));
  }

  private static boolean sameVersion(HasMetadata one, HasMetadata other) {
    return Objects.equals(one.getMetadata().getUid(), other.getMetadata().getUid())
        && Objects.equals(
            one.getMetadata().getResourceVersion(), other.getMetadata().getResourceVersion());
  }

  /** Forgets everything without an event. */
  void clear() {
    objects.clear();
    unreadable.clear();
    unconfirmed.clear();
    gone.clear();
  }

  Set<String> unreadable() {
    return Set.copyOf(unreadable.keySet());
  }

  Optional<T> get(String name) {
    return Optional.ofNullable(objects.get(name)).map(Seen::object);
  }

  List<T> list() {
    return objects.values().stream().map(Seen::object).toList();
  }

  /** When it went; the newest only are remembered. */
  Optional<Instant> goneSince(String name) {
    return Optional.ofNullable(gone.get(name));
  }

  Optional<Instant> changedAt(String name) {
    return Optional.ofNullable(objects.get(name)).map(Seen::changedAt);
  }

  /** When what went, the newest only. */
  private static final class Recent extends LinkedHashMap<String, Instant> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
      return size() > REMEMBERED_DELETIONS;
    }
  }
}
