package io.fedbackup.reconciler.primary;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Objects of another kind in the same namespace, watched: a change of one triggers every primary
 * there, because a reference or a selection may mean it now, or meant it before.
 *
 * @param <N> the other kind
 * @param <P> the primary kind
 */
public final class Neighbours<N extends HasMetadata, P extends HasMetadata> {
  private final Class<N> type;

  /** Neighbours of this kind. */
  public Neighbours(Class<N> type) {
    this.type = type;
  }

  /** The event source, to be registered in {@code prepareEventSources}. */
  public EventSource<N, P> eventSource(
      EventSourceContext<P> context, OnUpdateFilter<? super N> which) {
    var configuration =
        InformerEventSourceConfiguration.from(type, context.getPrimaryResourceClass())
            .withSecondaryToPrimaryMapper(changed -> inNamespaceOf(changed, context))
            .withOnUpdateFilter(which)
            .withNamespacesInheritedFromController()
            .build();
    return new InformerEventSource<>(configuration, context);
  }

  private static <P extends HasMetadata> Set<ResourceID> inNamespaceOf(
      HasMetadata changed, EventSourceContext<P> context) {
    return all(context, changed.getMetadata().getNamespace());
  }

  /** All primaries of a namespace. */
  public static <P extends HasMetadata> Set<ResourceID> all(
      EventSourceContext<P> context, String namespace) {
    return matching(context, namespace, _ -> true);
  }

  /** Those primaries of a namespace for which the condition holds. */
  public static <P extends HasMetadata> Set<ResourceID> matching(
      EventSourceContext<P> context, String namespace, Predicate<P> condition) {
    return context
        .getPrimaryCache()
        .list(namespace, condition)
        .map(ResourceID::fromResource)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The objects in the namespace of the primary for which the condition holds, from the cache. */
  public List<N> list(Context<P> context, Predicate<N> condition) {
    if (context.eventSourceRetriever().getEventSourceFor(type)
        instanceof InformerEventSource<N, P> informer) {
      return informer
          .list(context.getPrimaryResource().getMetadata().getNamespace(), condition)
          .toList();
    }
    throw new IllegalStateException(
        "no event source for " + type.getSimpleName() + " is registered");
  }
}
