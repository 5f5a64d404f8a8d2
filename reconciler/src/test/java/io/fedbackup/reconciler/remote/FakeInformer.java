package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Indexer;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.informers.cache.Store;
import io.fabric8.kubernetes.client.informers.impl.cache.CacheImpl;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An informer that a test drives: it lists, watches and fails when it is told to. */
final class FakeInformer<S extends HasMetadata> implements SharedIndexInformer<S> {
  private final CacheImpl<S> store = new CacheImpl<>();
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private @Nullable ResourceEventHandler<? super S> handler;
  private @Nullable ExceptionHandler exceptions;
  private boolean running;

  /** The first list comes. */
  void lists(List<S> objects) {
    objects.forEach(store::put);
    started.complete(null);
  }

  /** The watch sees an object. */
  void sees(S object) {
    store.put(object);
    Objects.requireNonNull(handler).onAdd(object);
  }

  /** A list or the watch fails; whether it is tried again. */
  boolean fails(Throwable trouble) {
    boolean goesOn = Objects.requireNonNull(exceptions).retryAfterException(true, trouble);
    running = goesOn;
    return goesOn;
  }

  @Override
  public SharedIndexInformer<S> addEventHandler(ResourceEventHandler<? super S> added) {
    handler = added;
    return this;
  }

  @Override
  public SharedIndexInformer<S> exceptionHandler(ExceptionHandler added) {
    exceptions = added;
    return this;
  }

  @Override
  public CompletionStage<Void> start() {
    running = true;
    return started;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public boolean isWatching() {
    return running;
  }

  @Override
  public String lastSyncResourceVersion() {
    return "1";
  }

  @Override
  public Store<S> getStore() {
    return store;
  }

  @Override
  public Indexer<S> getIndexer() {
    return store;
  }

  @Override
  public SharedIndexInformer<S> run() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SharedIndexInformer<S> addIndexers(Map<String, Function<S, List<String>>> indexers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SharedIndexInformer<S> removeIndexer(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SharedIndexInformer<S> removeEventHandler(ResourceEventHandler<? super S> removed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SharedIndexInformer<S> addEventHandlerWithResyncPeriod(
      ResourceEventHandler<? super S> added, long resync) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Class<S> getApiTypeClass() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SharedIndexInformer<S> initialState(Stream<S> items) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SharedIndexInformer<S> itemStore(ItemStore<S> items) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> stopped() {
    throw new UnsupportedOperationException();
  }
}
