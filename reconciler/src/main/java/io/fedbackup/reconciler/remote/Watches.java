package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.planning.naming.Labels;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns kinds into watches. Each asks for bookmarks: fabric8's informers always do. */
final class Watches {
  private Watches() {}

  /** The namespace of a kind's place, or null if it has none. */
  static @Nullable String namespace(RemoteKind<?> kind, ClusterSettings settings) {
    return switch (kind.place()) {
      case ADMIN_NAMESPACE -> settings.stork().adminNamespace();
      case STORK_NAMESPACE -> settings.stork().namespace();
      case KUBE_SYSTEM -> "kube-system";
      case CLUSTER -> null;
    };
  }

  /**
   * An informer that is not started. The API server checks objects of its own kinds only: those of
   * Stork have no schema, so each is read by itself, and one that is broken hides no other.
   */
  static <T extends HasMetadata> Feed<?, T> feed(
      RemoteKind<T> kind, KubernetesClient client, ClusterSettings settings, String installation) {
    if (!CustomResource.class.isAssignableFrom(kind.type())) {
      return new Feed<>(
          informer(client.resources(kind.type()), kind, settings, installation),
          Function.identity());
    }
    var generic =
        client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(kind.type()));
    KubernetesSerialization json = client.getKubernetesSerialization();
    return new Feed<>(
        informer(generic, kind, settings, installation),
        object -> json.convertValue(object, kind.type()));
  }

  private static <S extends HasMetadata> SharedIndexInformer<S> informer(
      MixedOperation<S, ?, ?> resources,
      RemoteKind<?> kind,
      ClusterSettings settings,
      String installation) {
    String namespace = namespace(kind, settings);
    FilterWatchListDeletable<S, ?, ?> watched =
        namespace == null ? resources : resources.inNamespace(namespace);
    if (!kind.fields().isEmpty()) {
      watched = watched.withFields(kind.fields());
    }
    if (kind.ofInstallation()) {
      watched = watched.withLabel(Labels.INSTALLATION, installation);
    }
    return watched.runnableInformer(0);
  }
}
