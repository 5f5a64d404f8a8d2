package io.fedbackup.gitsync.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.ClusterFailures;
import io.fedbackup.gitsync.apply.KubernetesObjects;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One watch on one spot, for any number of sentinels. A lost connection is taken up again by the
 * informer; what the account may not see ends the watch, and the reason can be asked for.
 */
final class ObjectWatch implements ResourceEventHandler<GenericKubernetesResource> {
  private static final long PAGE = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Spot spot;
  private final Clock clock;
  private final Keys keys = new Keys();
  private final Map<String, Sentinel> sentinels = new ConcurrentHashMap<>();
  private final SharedIndexInformer<GenericKubernetesResource> informer;
  private volatile @Nullable ClusterException refusal;

  /** Starts to watch with the client's rights; does not wait. */
  ObjectWatch(
      Spot spot,
      ResourceKind kind,
      KubernetesClient client,
      Clock clock,
      BiConsumer<ObjectWatch, ClusterException> refused) {
    this.spot = spot;
    this.clock = clock;
    this.informer =
        client
            .genericKubernetesResources(KubernetesObjects.definition(kind))
            .inNamespace(spot.namespace())
            .withLabel(Owner.NAMESPACE_LABEL, spot.home())
            .withLimit(PAGE)
            .runnableInformer(0)
            .itemStore(keys)
            .addEventHandler(this)
            .exceptionHandler((started, trouble) -> goOnAfter(trouble, refused));
  }

  void start() {
    var _ =
        informer
            .start()
            .thenRun(
                () ->
                    sentinels
                        .values()
                        .forEach(sentinel -> sentinel.watches(spot, this::has, clock.instant())));
  }

  private boolean has(ObjectKey key) {
    return keys.has(key.namespace(), key.name());
  }

  void stop() {
    informer.stop();
  }

  Spot spot() {
    return spot;
  }

  Map<String, Sentinel> sentinels() {
    return sentinels;
  }

  /** Why it ended, if it did. */
  Optional<ClusterException> refusal() {
    return Optional.ofNullable(refusal);
  }

  boolean isOver() {
    return refusal != null || informer.stopped().toCompletableFuture().isDone();
  }

  private boolean goOnAfter(Throwable trouble, BiConsumer<ObjectWatch, ClusterException> refused) {
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException failure) {
        ClusterException why = ClusterFailures.translate("watch " + spot, failure);
        if (isFinal(why.kind()) && failure.getCode() > 0) {
          refusal = why;
          refused.accept(this, why);
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isFinal(ClusterException.Kind kind) {
    return switch (kind) {
      case FORBIDDEN, KIND_MISSING, INVALID -> true;
      case UNAVAILABLE, UNAUTHORIZED, CONFLICT, UNEXPECTED -> false;
    };
  }

  @Override
  public void onAdd(GenericKubernetesResource object) {
    seen(object);
  }

  @Override
  public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
    seen(object);
  }

  private void seen(GenericKubernetesResource object) {
    Collection<Sentinel> all = sentinels.values();
    LiveObject live = LiveObject.of(spot.kind(), JSON.valueToTree(object));
    all.forEach(sentinel -> sentinel.seen(live));
  }

  @Override
  public void onDelete(GenericKubernetesResource object, boolean finalStateUnknown) {
    var metadata = object.getMetadata();
    var key = new ObjectKey(spot.kind(), metadata.getNamespace(), metadata.getName());
    sentinels.values().forEach(sentinel -> sentinel.gone(key, clock.instant()));
  }
}
