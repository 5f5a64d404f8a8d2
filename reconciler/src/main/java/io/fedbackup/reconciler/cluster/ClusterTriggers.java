package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.KubeconfigReference;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.remote.RemoteEvent;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelector;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What makes the state of an ApplicationCluster worth another look. */
final class ClusterTriggers {
  private static final List<String> NO_KUBECONFIGS =
      List.of(
          "bootstrap.kubernetes.io/token",
          "helm.sh/release.v1",
          "kubernetes.io/basic-auth",
          "kubernetes.io/dockercfg",
          "kubernetes.io/dockerconfigjson",
          "kubernetes.io/service-account-token",
          "kubernetes.io/ssh-auth",
          "kubernetes.io/tls");

  private final EventSourceContext<ApplicationCluster> context;
  private final ApplicationClusters clusters;
  private final Function<ApplicationCluster, Optional<String>> uidBehind;

  /**
   * Triggers of one reconciler.
   *
   * @param uidBehind which cluster stands behind an object, as far as is known
   */
  ClusterTriggers(
      EventSourceContext<ApplicationCluster> context,
      ApplicationClusters clusters,
      Function<ApplicationCluster, Optional<String>> uidBehind) {
    this.context = context;
    this.clusters = clusters;
    this.uidBehind = uidBehind;
  }

  static ClusterName name(ApplicationCluster cluster) {
    return new ClusterName(cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
  }

  List<EventSource<?, ApplicationCluster>> all() {
    return List.of(
        secrets(),
        locations(),
        clusters.changes("remote-clusters", ApplicationCluster.class, this::concerned));
  }

  private EventSource<Secret, ApplicationCluster> secrets() {
    var configuration =
        InformerEventSourceConfiguration.from(Secret.class, ApplicationCluster.class)
            .withSecondaryToPrimaryMapper(this::usersOf)
            .withPrimaryToSecondaryMapper((ApplicationCluster cluster) -> secretOf(cluster))
            .withNamespacesInheritedFromController()
            .withFieldSelector(mayBeKubeconfigs())
            .build();
    return new InformerEventSource<>(configuration, context);
  }

  /** Secrets of types that people do not put kubeconfigs into are neither sent nor kept. */
  private static FieldSelector mayBeKubeconfigs() {
    var selector = new FieldSelectorBuilder();
    NO_KUBECONFIGS.forEach(type -> selector.withoutField("type", type));
    return selector.build();
  }

  private static Set<ResourceID> secretOf(ApplicationCluster cluster) {
    KubeconfigReference reference = cluster.getSpec().access().kubeconfigSecretRef();
    return reference == null
        ? Set.of()
        : Set.of(new ResourceID(reference.name(), cluster.getMetadata().getNamespace()));
  }

  private Set<ResourceID> usersOf(Secret secret) {
    ResourceID id = ResourceID.fromResource(secret);
    return context
        .getPrimaryCache()
        .list(
            secret.getMetadata().getNamespace(),
            (ApplicationCluster cluster) -> secretOf(cluster).contains(id))
        .map(ResourceID::fromResource)
        .collect(Collectors.toUnmodifiableSet());
  }

  private EventSource<BackupLocation, ApplicationCluster> locations() {
    var configuration =
        InformerEventSourceConfiguration.from(BackupLocation.class, ApplicationCluster.class)
            .withSecondaryToPrimaryMapper(ClusterTriggers::clustersOf)
            .withNamespacesInheritedFromController()
            .build();
    return new InformerEventSource<>(configuration, context);
  }

  private static Set<ResourceID> clustersOf(BackupLocation location) {
    return location.getStatus() == null
        ? Set.of()
        : location.getStatus().clusters().stream()
            .map(state -> new ResourceID(state.name(), state.namespace()))
            .collect(Collectors.toUnmodifiableSet());
  }

  private Set<ResourceID> concerned(RemoteEvent event) {
    ClusterName name = event.cluster();
    var id = new ResourceID(name.name(), name.namespace());
    return switch (event) {
      case RemoteEvent.Probed _ -> withDuplicates(id);
      case RemoteEvent.ClusterChanged _ -> Set.of();
      case RemoteEvent.CacheSynced synced ->
          StorkFacts.KINDS.contains(synced.kind()) ? Set.of(id) : Set.of();
      case RemoteEvent.ObjectChanged changed ->
          StorkFacts.KINDS.contains(changed.kind()) ? Set.of(id) : Set.of();
    };
  }

  /**
   * A cluster that was reached may turn out to be the older one of two, before its status says
   * which it is.
   */
  private Set<ResourceID> withDuplicates(ResourceID probed) {
    Stream<ResourceID> same =
        context
            .getPrimaryCache()
            .get(probed)
            .flatMap(uidBehind)
            .map(
                uid ->
                    context
                        .getPrimaryCache()
                        .list(other -> uidBehind.apply(other).filter(uid::equals).isPresent()))
            .orElse(Stream.of())
            .map((HasMetadata other) -> ResourceID.fromResource(other));
    return Stream.concat(Stream.of(probed), same).collect(Collectors.toUnmodifiableSet());
  }
}
