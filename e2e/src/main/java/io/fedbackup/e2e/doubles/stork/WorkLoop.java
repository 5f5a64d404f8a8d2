package io.fedbackup.e2e.doubles.stork;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls a controller for the objects of a kind: when one changes, a while after it asked for it,
 * and soon after it failed. One object at a time, ten objects side by side.
 */
final class WorkLoop {

  /** What a controller does with one object. */
  interface Controller {
    /**
     * Looks at one object, which may be gone.
     *
     * @return when to look again even if nothing changes
     */
    Duration reconcile(String namespace, String name);
  }

  private static final int WORKERS = 10;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final int LAST_DOUBLING = 3;

  private record Key(String namespace, String name) {}

  private final Controller controller;
  private final Semaphore workers = new Semaphore(WORKERS);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Key> running = new HashSet<>();
  private final Set<Key> again = new HashSet<>();
  private final Map<Key, Future<?>> timers = new ConcurrentHashMap<>();
  private final Map<Key, Integer> failures = new ConcurrentHashMap<>();

  WorkLoop(KubernetesClient client, Kinds kind, Controller controller) {
    this(client, kind, controller, null);
  }

  /**
   * @param seen is shown each version that a watch brings, on the watch's thread
   */
  WorkLoop(
      KubernetesClient client,
      Kinds kind,
      Controller controller,
      @Nullable Consumer<GenericKubernetesResource> seen) {
    this.controller = controller;
    client.genericKubernetesResources(kind.context()).inAnyNamespace().inform(new Handler(seen), 0);
  }

  private final class Handler implements ResourceEventHandler<GenericKubernetesResource> {
    private final @Nullable Consumer<GenericKubernetesResource> seen;

    Handler(@Nullable Consumer<GenericKubernetesResource> seen) {
      this.seen = seen;
    }

    @Override
    public void onAdd(GenericKubernetesResource object) {
      changed(object);
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
      changed(object);
    }

    @Override
    public void onDelete(GenericKubernetesResource object, boolean unknown) {
      // a reconcile of an object that is gone has nothing to do
    }

    private void changed(GenericKubernetesResource object) {
      if (seen != null) {
        seen.accept(object);
      }
      submit(new Key(object.getMetadata().getNamespace(), object.getMetadata().getName()));
    }
  }

  private synchronized void submit(Key key) {
    if (running.contains(key)) {
      again.add(key);
    } else if (!threads.isShutdown()) {
      running.add(key);
      threads.execute(() -> run(key));
    }
  }

  private void run(Key key) {
    try {
      workers.acquire();
      try {
        later(key, attempt(key));
      } finally {
        workers.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    done(key);
  }

  private Duration attempt(Key key) {
    try {
      var next = controller.reconcile(key.namespace(), key.name());
      failures.remove(key);
      return next;
    } catch (RuntimeException e) {
      // the edge of a worker: as the real one, an error is logged and the object tried again
      var count = failures.merge(key, 1, Integer::sum);
      Log.line("reconcile of " + key + " failed: " + e.getMessage());
      return FIRST_RETRY.multipliedBy(1L << Math.min(count - 1, LAST_DOUBLING));
    }
  }

  private void later(Key key, Duration delay) {
    if (delay.isPositive() && !timer.isShutdown()) {
      var next = timer.schedule(() -> submit(key), delay.toMillis(), TimeUnit.MILLISECONDS);
      var earlier = timers.put(key, next);
      if (earlier != null) {
        earlier.cancel(false);
      }
    }
  }

  private synchronized void done(Key key) {
    running.remove(key);
    if (again.remove(key)) {
      submit(key);
    }
  }
}
