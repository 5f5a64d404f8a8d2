package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fedbackup.planning.naming.Labels;
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

  /** An informer that is not started. */
  static <T extends HasMetadata> SharedIndexInformer<T> informer(
      RemoteKind<T> kind, KubernetesClient client, ClusterSettings settings, String installation) {
    var resources = client.resources(kind.type());
    String namespace = namespace(kind, settings);
    FilterWatchListDeletable<T, ?, ?> watched =
        namespace == null ? resources : resources.inNamespace(namespace);
    if (kind.name() != null) {
      watched = watched.withField("metadata.name", kind.name());
    }
    if (kind.ofInstallation()) {
      watched = watched.withLabel(Labels.INSTALLATION, installation);
    }
    return watched.runnableInformer(0);
  }
}
