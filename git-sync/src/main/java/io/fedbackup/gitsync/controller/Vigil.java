package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.watch.ObjectWatches;
import io.fedbackup.gitsync.watch.Sentinel;
import io.fedbackup.gitsync.watch.Spot;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is remembered of all GitSyncs between their syncs, and the watches on what they have
 * applied. Thread-safe.
 */
final class Vigil {
  private final Supplier<Documents> newDocuments;
  private final ObjectWatches watches;
  private final Consumer<EventRecord> events;
  private final SimpleInboundEventSource<GitSync> alarms = new SimpleInboundEventSource<>("drift");

  /** By UID. */
  private final Map<String, Remembered> known = new ConcurrentHashMap<>();

  /**
   * One that watches nothing yet.
   *
   * @param events takes what a person should know; must not block
   */
  Vigil(Supplier<Documents> newDocuments, ObjectWatches watches, Consumer<EventRecord> events) {
    this.newDocuments = newDocuments;
    this.watches = watches;
    this.events = events;
  }

  /** Triggers the GitSyncs whose objects have drifted. */
  SimpleInboundEventSource<GitSync> alarms() {
    return alarms;
  }

  /** What is remembered of this one. */
  Remembered of(GitSync sync) {
    return known.computeIfAbsent(uid(sync), uid -> remembered(sync));
  }

  private Remembered remembered(GitSync sync) {
    String namespace = sync.getMetadata().getNamespace();
    String name = sync.getMetadata().getName();
    return new Remembered(
        newDocuments.get(),
        new Sentinel(
            new Owner(namespace, name),
            new Calls(new ResourceID(name, namespace), Regarding.of(sync))));
  }

  /** What the watches tell of one GitSync. */
  private final class Calls implements Sentinel.Listener {
    private final ResourceID id;
    private final Regarding regarding;

    Calls(ResourceID id, Regarding regarding) {
      this.id = id;
      this.regarding = regarding;
    }

    @Override
    public void alarm() {
      alarms.propagateEvent(id);
    }

    @Override
    public void blind(Spot spot, ClusterException why) {
      String what =
          "what others change of %s is found at the next sync only: %s"
              .formatted(spot, why.getMessage());
      events.accept(
          EventRecord.warning(
              regarding,
              Reason.WATCH_REFUSED,
              spot.toString(),
              Reason.WATCH_REFUSED.advise(Messages.cut(what, Messages.BEFORE_REMEDY))));
    }
  }

  /** This is wanted from now on; to be told before anything of it is written. */
  void expect(GitSync sync, Collection<Manifest> wanted) {
    Sentinel sentinel = of(sync).sentinel;
    sentinel.expect(wanted);
    watches.join(uid(sync), sentinel, spots(sync, wanted));
  }

  /** From now on this is watched. */
  void watch(GitSync sync, Collection<Manifest> wanted) {
    watches.keep(uid(sync), of(sync).sentinel, spots(sync, wanted));
  }

  private static Set<Spot> spots(GitSync sync, Collection<Manifest> wanted) {
    String account = Impersonation.account(sync);
    String home = sync.getMetadata().getNamespace();
    return wanted.stream()
        .map(Manifest::key)
        .map(key -> new Spot(account, home, key.kind(), key.namespace()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A Git server tells of a push: the repository is looked at before its time. */
  void pushed(GitSync sync) {
    known.computeIfPresent(
        uid(sync),
        (uid, remembered) -> {
          remembered.pushed.set(true);
          return remembered;
        });
  }

  /** Nothing of it is watched; what was read is kept. */
  void rest(GitSync sync) {
    Remembered remembered = of(sync);
    remembered.rest = null;
    watches.drop(uid(sync));
    remembered.sentinel.forget();
  }

  /** It is gone, or going. */
  void forget(GitSync sync) {
    watches.drop(uid(sync));
    known.remove(uid(sync));
  }

  private static String uid(GitSync sync) {
    return sync.getMetadata().getUid();
  }
}
