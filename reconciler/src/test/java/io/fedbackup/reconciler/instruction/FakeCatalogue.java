package io.fedbackup.reconciler.instruction;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Predicate;

/** Our objects in memory. */
public final class FakeCatalogue {
  private FakeCatalogue() {}

  /** A catalogue of just these. */
  public static Catalogue of(HasMetadata... objects) {
    var all = List.of(objects);
    var sources =
        proxy(
            (_, _, args) -> source(all.stream().filter(((Class<?>) args[0])::isInstance).toList()),
            EventSourceRetriever.class);
    return new Catalogue((Context<?>) proxy((_, _, _) -> sources, Context.class));
  }

  private static Object source(List<HasMetadata> known) {
    return proxy(
        (_, _, args) ->
            args[0] instanceof ResourceID id
                ? known.stream()
                    .filter(object -> id.equals(ResourceID.fromResource(object)))
                    .findFirst()
                : known.stream().filter(object -> test((Predicate<?>) args[0], object)),
        EventSource.class,
        Cache.class);
  }

  @SuppressWarnings("unchecked") // of what the cache holds
  private static boolean test(Predicate<?> predicate, HasMetadata object) {
    return ((Predicate<HasMetadata>) predicate).test(object);
  }

  private static Object proxy(InvocationHandler handler, Class<?>... types) {
    return Proxy.newProxyInstance(FakeCatalogue.class.getClassLoader(), types, handler);
  }
}
