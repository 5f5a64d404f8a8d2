package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitProvider;
import io.fedbackup.api.v1alpha1.GitReceiver;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.receiver.HookKey;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What calls are checked with, kept for some seconds: however many calls come in, the API server is
 * asked for a Secret once in {@link #FRESH}. A Secret that cannot be used is told by an Event.
 * Thread-safe.
 */
final class HookKeys {
  static final Duration FRESH = Duration.ofSeconds(10);

  private final SecretReader secrets;
  private final Consumer<EventRecord> events;
  private final InstantSource clock;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  HookKeys(SecretReader secrets, Consumer<EventRecord> events, InstantSource clock) {
    this.secrets = secrets;
    this.events = events;
    this.clock = clock;
  }

  /** The key of a receiver; empty where it cannot be had. */
  Optional<HookKey> key(GitSync sync, GitReceiver receiver) {
    return slot(sync).key(sync, receiver, /* evenIfOld= */ false);
  }

  /** Sees that there is a usable key; asks nothing where there was one the last time. */
  void look(GitSync sync, GitReceiver receiver) {
    slot(sync).key(sync, receiver, /* evenIfOld= */ true);
  }

  void forget(String uid) {
    slots.remove(uid);
  }

  private Slot slot(GitSync sync) {
    return slots.computeIfAbsent(sync.getMetadata().getUid(), uid -> new Slot());
  }

  /** What was read for one GitSync. One thread at a time asks, and the others get its answer. */
  private final class Slot {
    private @Nullable Known known;

    synchronized Optional<HookKey> key(GitSync sync, GitReceiver receiver, boolean evenIfOld) {
      Known last = known;
      if (last != null
          && last.isFor(sync, receiver)
          && (last.isFresh(clock) || (evenIfOld && last.key().isPresent()))) {
        return last.key();
      }
      Optional<HookKey> key = read(sync, receiver);
      known =
          new Known(
              receiver.provider(),
              receiver.secretRef().name(),
              sync.getSpec().serviceAccountName(),
              key,
              clock.millis());
      return key;
    }
  }

  private record Known(
      GitProvider provider, String secret, String account, Optional<HookKey> key, long readAt) {
    boolean isFor(GitSync sync, GitReceiver receiver) {
      return provider == receiver.provider()
          && secret.equals(receiver.secretRef().name())
          && account.equals(sync.getSpec().serviceAccountName());
    }

    boolean isFresh(InstantSource clock) {
      return clock.millis() - readAt < FRESH.toMillis();
    }
  }

  private Optional<HookKey> read(GitSync sync, GitReceiver receiver) {
    String name = receiver.secretRef().name();
    try {
      return Optional.of(HookKey.of(receiver.provider(), name, secrets.read(sync, name)));
    } catch (HookKey.Unusable e) {
      tell(sync, String.valueOf(e.getMessage()));
    } catch (SyncTrouble e) {
      if (e.reason() != Reason.BACKUP_CLUSTER_UNAVAILABLE) {
        tell(sync, e.text());
      }
    }
    return Optional.empty();
  }

  private void tell(GitSync sync, String what) {
    events.accept(
        EventRecord.warning(
            Regarding.of(sync),
            Reason.RECEIVER_UNUSABLE,
            what,
            "calls of the Git server are refused, and changes are found by polling only: " + what));
  }
}
