package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer, and how what it holds becomes the model of a kind.
 *
 * @param informer not started yet when it is handed over
 * @param model throws {@link IllegalArgumentException} if an object is not what its kind should be
 * @param <S> what the informer holds
 * @param <T> the model
 */
record Feed<S extends HasMetadata, T extends HasMetadata>(
    SharedIndexInformer<S> informer, Function<S, T> model) {

  Stream<S> all() {
    return informer.getStore().list().stream();
  }

  /** The same object as the informer has it now; null if it has none. */
  @Nullable S stored(HasMetadata object) {
    return informer.getStore().getByKey(Cache.metaNamespaceKeyFunc(object));
  }
}
