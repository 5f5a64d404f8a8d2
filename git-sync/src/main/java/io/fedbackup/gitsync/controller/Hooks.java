package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitProvider;
import io.fedbackup.api.v1alpha1.GitReceiver;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.receiver.FollowedRef;
import io.fedbackup.gitsync.receiver.HookKey;
import io.fedbackup.gitsync.receiver.HookTarget;
import io.fedbackup.gitsync.receiver.HookTargets;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads calls of Git servers to the reconciler: one call or many, a GitSync has at most one sync
 * under way and one waiting. Thread-safe.
 */
final class Hooks implements HookTargets {
  private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

  private final HookKeys keys;
  private final Consumer<GitSync> pushed;
  private volatile @Nullable Connected connected;
  private volatile boolean leading;

  /**
   * Leads them there.
   *
   * @param pushed is told of a push before the GitSync is looked at
   */
  Hooks(HookKeys keys, Consumer<GitSync> pushed) {
    this.keys = keys;
    this.pushed = pushed;
  }

  /** A framework's part: where GitSyncs are looked up, and who is told. */
  private record Connected(
      BiFunction<String, String, Optional<GitSync>> find,
      SimpleInboundEventSource<GitSync> events) {}

  /** What the reconciler listens to beside the API server. */
  List<EventSource<?, GitSync>> sources(EventSourceContext<GitSync> context) {
    var events = new SimpleInboundEventSource<GitSync>("hooks");
    var cache = context.getPrimaryCache();
    connected =
        new Connected((namespace, name) -> cache.get(new ResourceID(name, namespace)), events);
    return List.of(events);
  }

  /** Told when this replica starts to reconcile, or ends. */
  void leads(boolean now) {
    leading = now;
  }

  /** Looks at the Secret of a receiver, where it is not known to be good; what is wrong is told. */
  void look(GitSync sync) {
    GitReceiver receiver = sync.getSpec().receiver();
    if (receiver == null) {
      keys.forget(sync.getMetadata().getUid());
    } else {
      keys.look(sync, receiver);
    }
  }

  void forget(GitSync sync) {
    keys.forget(sync.getMetadata().getUid());
  }

  @Override
  public boolean isServing() {
    return leading && connected != null;
  }

  @Override
  public Optional<HookTarget> find(String namespace, String name) {
    Connected now = connected;
    return now == null
        ? Optional.empty()
        : now.find()
            .apply(namespace, name)
            .filter(sync -> sync.getSpec().receiver() != null)
            .map(sync -> new Target(sync, now));
  }

  private final class Target implements HookTarget {
    private final GitSync sync;
    private final GitReceiver receiver;
    private final Connected connected;

    Target(GitSync sync, Connected connected) {
      this.sync = sync;
      this.receiver = Objects.requireNonNull(sync.getSpec().receiver());
      this.connected = connected;
    }

    @Override
    public GitProvider provider() {
      return receiver.provider();
    }

    @Override
    public FollowedRef ref() {
      return FollowedRef.of(sync.getSpec().ref());
    }

    @Override
    public boolean isSuspended() {
      return sync.getSpec().suspend();
    }

    @Override
    public Optional<HookKey> key() {
      return keys.key(sync, receiver);
    }

    @Override
    public void trigger() {
      LOG.info(
          "GitSync {}/{}: {} tells of a push",
          sync.getMetadata().getNamespace(),
          sync.getMetadata().getName(),
          receiver.provider());
      pushed.accept(sync);
      connected.events().propagateEvent(ResourceID.fromResource(sync));
    }
  }
}
