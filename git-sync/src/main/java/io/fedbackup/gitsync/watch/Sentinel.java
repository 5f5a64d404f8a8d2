package io.fedbackup.gitsync.watch;

import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.Planner;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.drift.Comparison;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows what one GitSync wants and is shown what watches see; remembers which objects may have
 * drifted, until a sync has looked at them. What GitSync's own writes bring about is as wanted and
 * no suspect; what was looked at and left as it is, is none either until it changes again.
 * Thread-safe.
 */
public final class Sentinel {
  private final Owner owner;
  private final Planner planner = new Planner();
  private final Listener listener;
  private Map<ObjectKey, Manifest> wanted = Map.of();

  /** What may have drifted since the last sync began. */
  private final Map<ObjectKey, Suspect> suspects = new HashMap<>();

  /** What the sync that is under way looks at. */
  private final Map<ObjectKey, Suspect> handled = new HashMap<>();

  /** What became as wanted while the sync is under way. */
  private final Set<ObjectKey> settled = new HashSet<>();

  /** What differed when it was looked at last, and was left so. */
  private final Map<ObjectKey, String> known = new HashMap<>();

  /** Of where nothing is shown, what was told. */
  private final Set<Spot> blind = new HashSet<>();

  private boolean busy;

  /** Is told what matters to the GitSync. Must not block. */
  public interface Listener {
    /** Something may have drifted: a sync is asked for. */
    void alarm();

    /** Nothing is seen there, for this reason; told once until it is seen again. */
    void blind(Spot spot, ClusterException why);
  }

  /** For one GitSync that wants nothing yet. */
  public Sentinel(Owner owner, Listener listener) {
    this.owner = owner;
    this.listener = listener;
  }

  /**
   * An object that may have drifted.
   *
   * @param how what differs, to be told from another difference
   * @param gone when it was seen to go; null where it is there
   */
  private record Suspect(String how, @Nullable Instant gone) {}

  /** Differed, and somebody put it right: that is to be told, too. */
  private static final Suspect RIGHT = new Suspect("as wanted", null);

  /** A sync begins to look; what comes from now on it may have missed. */
  public synchronized void begin() {
    busy = true;
    handled.putAll(suspects);
    suspects.clear();
  }

  /** What is wanted from now on, to be told before anything of it is written. */
  public synchronized void expect(Collection<Manifest> manifests) {
    wanted =
        manifests.stream()
            .collect(Collectors.toUnmodifiableMap(Manifest::key, it -> it, (one, other) -> one));
    known.keySet().retainAll(wanted.keySet());
  }

  /** When this object was seen to go, if the sync under way was called because of that. */
  public synchronized Optional<Instant> goneAt(ObjectKey key) {
    return Optional.ofNullable(handled.get(key)).map(Suspect::gone);
  }

  /**
   * The sync is over, and has looked at everything. Where something came up meanwhile, there is an
   * alarm.
   *
   * @param written what it made as wanted; what else it looked at, it left so
   */
  public void end(Collection<ObjectKey> written) {
    over(
        written,
        (key, suspect) -> {
          if (!suspect.equals(RIGHT)) {
            known.put(key, suspect.how());
          }
        });
  }

  /**
   * The sync is over, and has not come to look at everything: what it was called for is still to be
   * looked at, by the next one. Only what came up meanwhile is an alarm.
   *
   * @param written what it made as wanted all the same
   */
  public void breakOff(Collection<ObjectKey> written) {
    over(written, suspects::putIfAbsent);
  }

  private void over(Collection<ObjectKey> written, BiConsumer<ObjectKey, Suspect> leave) {
    boolean more;
    synchronized (this) {
      more = !suspects.isEmpty();
      handled.keySet().removeAll(settled);
      written.forEach(handled::remove);
      written.forEach(known::remove);
      handled.forEach(leave);
      handled.clear();
      settled.clear();
      busy = false;
    }
    if (more) {
      listener.alarm();
    }
  }

  /** Nothing is watched any more: what was seen is forgotten. */
  public synchronized void forget() {
    suspects.clear();
    handled.clear();
    settled.clear();
  }

  /** Whether the sync under way was called because something may have drifted. */
  public synchronized boolean hasCalled() {
    return !handled.isEmpty();
  }

  /** Whether something may have drifted that no sync has looked at. */
  public synchronized boolean isAlarmed() {
    return !suspects.isEmpty();
  }

  /** A watch is refused: what others change there is noticed by the next sync only. */
  void refused(Spot spot, ClusterException why) {
    boolean news;
    synchronized (this) {
      news = blind.add(spot);
    }
    if (news) {
      listener.blind(spot, why);
    }
  }

  /**
   * A watch has begun, and shows what is there. What is not there it cannot show: what was removed
   * between the sync that wrote it and the beginning of the watch is noticed here.
   *
   * @param there whether the watch has an object; what it has later it shows later
   */
  void watches(Spot spot, Predicate<ObjectKey> there, Instant now) {
    boolean alarming = false;
    synchronized (this) {
      blind.remove(spot);
      for (ObjectKey key : wanted.keySet()) {
        if (spot.holds(key) && !there.test(key)) {
          alarming |= suspected(key, new Suspect("gone", now));
        }
      }
    }
    if (alarming) {
      listener.alarm();
    }
  }

  /** A watch shows an object as it is now. */
  public void seen(LiveObject live) {
    Optional<Suspect> suspect = suspect(live);
    note(live.key(), suspect);
  }

  /** A watch saw an object go, or lose the labels by which it is watched. */
  public void gone(ObjectKey key, Instant at) {
    boolean missed;
    synchronized (this) {
      missed = wanted.containsKey(key);
    }
    if (missed) {
      note(key, Optional.of(new Suspect("gone", at)));
    }
  }

  private Optional<Suspect> suspect(LiveObject live) {
    Manifest manifest;
    synchronized (this) {
      manifest = wanted.get(live.key());
    }
    if (manifest == null || live.isBeingRemoved()) {
      return Optional.empty();
    }
    Comparison comparison = planner.compare(manifest, live, owner);
    return comparison.equal()
        ? Optional.empty()
        : Optional.of(new Suspect(comparison.toString(), null));
  }

  private void note(ObjectKey key, Optional<Suspect> suspect) {
    boolean alarming;
    synchronized (this) {
      alarming = suspect.map(it -> suspected(key, it)).orElseGet(() -> right(key));
    }
    if (alarming) {
      listener.alarm();
    }
  }

  /** Returns whether that is an alarm; to be called with the lock. */
  private boolean suspected(ObjectKey key, Suspect suspect) {
    if (suspect.how().equals(known.get(key)) || suspect.equals(suspects.get(key))) {
      return false;
    }
    settled.remove(key);
    suspects.put(key, suspect);
    return !busy;
  }

  /** Returns whether that is an alarm; to be called with the lock. */
  private boolean right(ObjectKey key) {
    suspects.remove(key);
    if (busy) {
      settled.add(key);
    }
    if (known.remove(key) == null) {
      return false;
    }
    suspects.put(key, RIGHT);
    return !busy;
  }
}
