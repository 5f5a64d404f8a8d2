package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one cluster: at most one client at a time, made by a probe and closed by a probe that
 * fails. Nothing is watched before a probe has seen the UID that is expected. Between a request
 * without an answer and the next probe, requests fail at once.
 */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final ClusterName name;
  private final String installation;
  private final Resources resources;
  private final Map<RemoteKind<?>, WatchedCache<?>> caches = new ConcurrentHashMap<>();
  private final WriteBackOff writes;

  private volatile ClusterSettings settings;
  private volatile Contact contact = new Contact.None();
  private volatile @Nullable Link link;
  private volatile boolean doubted;
  private boolean closed;
  private boolean probing;
  private boolean probeAgain;
  private Pulse pulse;
  private @Nullable Instant lastContact;

  /**
   * What all connections share.
   *
   * @param threads virtual threads
   * @param events gets what happens; must not block
   * @param backOff milliseconds until the next probe or write, by the number of failed ones
   */
  record Resources(
      ClientFactory clients,
      RequestLimits limits,
      Clock clock,
      ExecutorService threads,
      Consumer<RemoteEvent> events,
      IntervalFunction backOff) {}

  private record Link(KubernetesClient client, Requests requests) {}

  /** When there was a sign of life, and what it looked like. */
  private record Pulse(Instant alive, String progress, boolean watchLost) {}

  Connection(ClusterName name, String installation, ClusterSettings settings, Resources resources) {
    this.name = name;
    this.installation = installation;
    this.settings = settings;
    this.resources = resources;
    this.writes = new WriteBackOff(name, resources.clock(), resources.backOff());
    this.pulse = new Pulse(resources.clock().instant(), "", false);
  }

  ClusterSettings settings() {
    return settings;
  }

  Contact contact() {
    return contact;
  }

  /** When the cluster last gave a sign of life; empty if it never did in this process. */
  synchronized Optional<Instant> lastContact() {
    return Optional.ofNullable(lastContact);
  }

  /** Takes new settings; drops what no longer holds. */
  synchronized void configure(ClusterSettings now) {
    ClusterSettings before = settings;
    settings = now;
    if (!Objects.equals(before.kubeconfig(), now.kubeconfig())) {
      drop();
      contact = new Contact.None();
    }
    boolean otherCluster =
        before.expectedUid() != null && !before.expectedUid().equals(now.expectedUid());
    if (otherCluster || !before.stork().equals(now.stork())) {
      caches.values().forEach(WatchedCache::forget);
    }
    attachAll();
  }

  /** Starts a probe; if one is under way, another follows it. */
  synchronized void probe() {
    if (closed || settings.kubeconfig() == null) {
      return;
    }
    if (probing) {
      probeAgain = true;
      return;
    }
    probing = true;
    resources.threads().execute(this::probeNow);
  }

  private void probeNow() {
    try (var _ = ClusterContext.of(name)) {
      Link used = open();
      if (used != null) {
        ended(used, new Probe(name, resources.clock()).run(used.requests(), used.client()));
      }
    } catch (KubeconfigException e) {
      unusable(e);
    } finally {
      if (probeEnded()) {
        probe();
      }
    }
    resources.events().accept(new RemoteEvent.Probed(name));
  }

  /** It passed reading, but a certificate or key in it is none. */
  private synchronized void unusable(KubeconfigException cause) {
    failed(
        resources.clock().instant(),
        new RemoteException.Refused(
            name, "the kubeconfig of cluster " + name + " cannot be used: " + cause.getMessage()));
  }

  private synchronized boolean probeEnded() {
    boolean again = probeAgain;
    probing = false;
    probeAgain = false;
    return again;
  }

  private synchronized @Nullable Link open() throws KubeconfigException {
    Kubeconfig kubeconfig = settings.kubeconfig();
    if (closed || kubeconfig == null) {
      return null;
    }
    Link current = link;
    if (current == null) {
      KubernetesClient client = resources.clients().create(kubeconfig);
      current = new Link(client, new Requests(name, client));
      link = current;
    }
    return current;
  }

  @SuppressWarnings("ReferenceEquality") // the very client that was probed, not an equal one
  private synchronized void ended(Link used, Contact result) {
    if (link != used) {
      return; // settings changed meanwhile
    }
    switch (result) {
      case Contact.Failed failed -> {
        failed(failed.at(), failed.cause());
        drop();
      }
      case Contact.Reached reached -> {
        contact = reached;
        lastContact = reached.at();
        doubted = false;
        pulse = new Pulse(reached.at(), progress(), false);
        if (isExpected(reached)) {
          attachAll();
          caches.values().forEach(WatchedCache::confirmAbsences);
        } else {
          caches.values().forEach(WatchedCache::detach);
        }
      }
      case Contact.None _ -> throw new IllegalStateException("a probe has a result");
    }
  }

  private void failed(Instant at, RemoteException cause) {
    int attempts = contact instanceof Contact.Failed before ? before.attempts() + 1 : 1;
    Duration wait = Duration.ofMillis(resources.backOff().apply(attempts));
    contact = new Contact.Failed(at, attempts, at.plus(wait), cause);
    LOG.info("Probe {} failed: {}", attempts, cause.getMessage());
  }

  private boolean isExpected(Contact.Reached reached) {
    return reached.clusterUid().equals(settings.expectedUid());
  }

  /**
   * Sends a request that changes something; fails at once while a back-off is not over.
   *
   * @param kind verb and kind of object
   */
  <R> R write(String kind, Function<Requests, R> request) {
    return writes.guard(
        kind, () -> ask(request), () -> link != null && contact instanceof Contact.Reached);
  }

  /**
   * Sends a request, unless the cluster is known not to answer, or another one than the expected
   * answers.
   */
  <R> R ask(Function<Requests, R> request) {
    Link current = link;
    if (current == null || doubted || !(contact instanceof Contact.Reached reached)) {
      throw new RemoteException.Unreachable(
          name, "cluster " + name + " did not answer; it is asked again by a probe first", null);
    }
    if (!isExpected(reached)) {
      throw new RemoteException.Refused(
          name, "another cluster than the known one answers for cluster " + name);
    }
    try {
      return request.apply(current.requests());
    } catch (RemoteException.Unreachable | RemoteException.Unauthorized e) {
      doubt();
      throw e;
    }
  }

  private void doubt() {
    doubted = true;
    probe();
  }

  <T extends HasMetadata> RemoteCache<T> cache(RemoteKind<T> kind) {
    @SuppressWarnings("unchecked") // the map's values are made with their key's type
    var known = (WatchedCache<T>) caches.get(kind);
    return known != null ? known : addCache(kind);
  }

  private synchronized <T extends HasMetadata> RemoteCache<T> addCache(RemoteKind<T> kind) {
    caches.computeIfAbsent(
        kind,
        _ ->
            new WatchedCache<>(
                kind,
                new WatchedCache.Owner(
                    name, resources.clock(), this::seen, this::doubtWatch, resources.backOff())));
    attachAll();
    return cache(kind);
  }

  /**
   * A watch's doubt is no reason to fail requests: the probe decides. The cache holds its own lock
   * while it calls, so ours is taken on another thread.
   */
  private void doubtWatch() {
    resources.threads().execute(this::probe);
  }

  private void seen(RemoteEvent event) {
    resources.events().accept(event);
    if (event instanceof RemoteEvent.ObjectChanged change
        && change.kind().equals(RemoteKinds.CUSTOM_RESOURCE_DEFINITIONS)
        && change.type() != RemoteEvent.Type.DELETED) {
      resources.threads().execute(this::attachUnknown);
    }
  }

  /** A definition comes first and is served a little later, which is a change of it. */
  private synchronized void attachUnknown() {
    caches.values().forEach(WatchedCache::retryIfUnknown);
    attachAll();
  }

  /** The cached object of the same type, namespace and name, if a synced cache has it. */
  @SuppressWarnings("unchecked") // same class as desired, checked
  <T extends HasMetadata> Optional<T> cached(T desired) {
    String namespace = desired.getMetadata().getNamespace();
    for (WatchedCache<?> cache : caches.values()) {
      if (cache.kind().type().equals(desired.getClass())
          && cache.synced()
          && !cache.unreadable().contains(desired.getMetadata().getName())
          && Objects.equals(Watches.namespace(cache.kind(), settings), namespace)) {
        Optional<? extends HasMetadata> found = cache.get(desired.getMetadata().getName());
        if (found.isPresent()) {
          return Optional.of((T) found.get());
        }
      }
    }
    return Optional.empty();
  }

  private void attachAll() {
    Link current = link;
    if (current != null && contact instanceof Contact.Reached reached && isExpected(reached)) {
      Instant now = resources.clock().instant();
      caches.values().stream()
          .filter(cache -> cache.due(now))
          .forEach(cache -> attach(cache, current.client()));
    }
  }

  private <T extends HasMetadata> void attach(WatchedCache<T> cache, KubernetesClient client) {
    cache.attach(Watches.feed(cache.kind(), client, settings, installation));
  }

  /**
   * Looks for signs of life, and replaces informers whose back-off is over; called now and then,
   * costs nothing while all is well.
   */
  synchronized void check() {
    Link current = link;
    if (current == null || probing || !(contact instanceof Contact.Reached)) {
      return;
    }
    attachAll();
    Instant now = resources.clock().instant();
    String progress = progress();
    boolean lost = caches.values().stream().anyMatch(WatchedCache::watchLost);
    boolean lostBefore = pulse.watchLost();
    Instant alive = progress.equals(pulse.progress()) ? pulse.alive() : now;
    pulse = new Pulse(alive, progress, lost);
    lastContact = alive;
    if (lost && lostBefore) {
      probe();
    } else if (Duration.between(alive, now).compareTo(resources.limits().silence()) > 0) {
      pulse = new Pulse(now, progress, lost);
      resources.threads().execute(() -> askWhetherReady(current));
    }
  }

  private void askWhetherReady(Link current) {
    try {
      current.requests().asked("GET /readyz", () -> current.client().raw("/readyz"));
    } catch (RemoteException e) {
      LOG.debug("Silent cluster {} is not ready: {}", name, e.getMessage());
      probe();
    }
  }

  private String progress() {
    return caches.values().stream().map(WatchedCache::progress).collect(Collectors.joining(","));
  }

  /** Ends the connection for good. */
  synchronized void close() {
    closed = true;
    drop();
    caches.values().forEach(WatchedCache::forget);
  }

  private void drop() {
    caches.values().forEach(WatchedCache::detach);
    Link current = link;
    link = null;
    doubted = false;
    writes.forget();
    if (current != null) {
      // closing waits for callbacks, which may wait for our lock
      resources.threads().execute(() -> current.client().close());
    }
  }
}
