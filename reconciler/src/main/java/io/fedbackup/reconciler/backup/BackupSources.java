package io.fedbackup.reconciler.backup;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.Rule;
import io.fedbackup.planning.backup.Situation;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.remote.RemoteEvent;
import io.fedbackup.reconciler.remote.RemoteKinds;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What makes a Backup be looked at again. */
final class BackupSources {
  private final EventSourceContext<Backup> context;
  private final ApplicationClusters clusters;

  BackupSources(EventSourceContext<Backup> context, ApplicationClusters clusters) {
    this.context = context;
    this.clusters = clusters;
  }

  List<EventSource<?, Backup>> all() {
    return List.of(
        informer(
            BackupLocation.class,
            location ->
                waiting(
                    location.getMetadata().getNamespace(),
                    backup ->
                        backup
                            .getSpec()
                            .locationRef()
                            .name()
                            .equals(location.getMetadata().getName()))),
        informer(Rule.class, rule -> waiting(rule.getMetadata().getNamespace(), _ -> true)),
        informer(ApplicationCluster.class, this::on, (_, _) -> false),
        clusters.changes("clusters", Backup.class, this::concerned));
  }

  private <R extends HasMetadata> InformerEventSource<R, Backup> informer(
      Class<R> kind, Function<R, Set<ResourceID>> mapper) {
    return informer(kind, mapper, (_, _) -> true);
  }

  private <R extends HasMetadata> InformerEventSource<R, Backup> informer(
      Class<R> kind, Function<R, Set<ResourceID>> mapper, BiPredicate<R, R> update) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, Backup.class)
            .withSecondaryToPrimaryMapper(mapper::apply)
            .withOnUpdateFilter(update::test)
            .withNamespacesInheritedFromController()
            .build(),
        context);
  }

  private Set<ResourceID> concerned(RemoteEvent event) {
    return switch (event) {
      case RemoteEvent.ClusterChanged changed -> on(changed.cluster(), _ -> true);
      case RemoteEvent.CacheSynced synced -> {
        if (synced.kind().equals(StorkKinds.BACKUPS)) {
          yield on(synced.cluster(), _ -> true);
        }
        yield synced.kind().equals(StorkKinds.BACKUP_WARNINGS)
            ? on(synced.cluster(), backup -> !Situation.over(backup))
            : on(synced.cluster(), BackupSources::notMade);
      }
      case RemoteEvent.ObjectChanged changed -> concerned(changed);
      case RemoteEvent.Probed _ -> Set.of();
    };
  }

  /**
   * A namespace that appears may be what one on demand waits for. A mirroring Backup has the name
   * of its ApplicationBackup; one on demand is found by the annotation, which is only a hint: the
   * reconciler computes the name anew.
   */
  private Set<ResourceID> concerned(RemoteEvent.ObjectChanged changed) {
    if (changed.kind().equals(RemoteKinds.NAMESPACES)) {
      return changed.type() == RemoteEvent.Type.ADDED
          ? on(changed.cluster(), BackupSources::notMade)
          : Set.of();
    }
    if (changed.object() instanceof Event warning) {
      return changed.type() == RemoteEvent.Type.DELETED
          ? Set.of()
          : on(changed.cluster(), backup -> explains(warning, backup));
    }
    if (!changed.kind().equals(StorkKinds.BACKUPS)) {
      return Set.of();
    }
    var metadata = changed.object().getMetadata();
    var namespace = changed.cluster().namespace();
    var names = new HashSet<String>(Set.of(metadata.getName()));
    Map<String, String> annotations = metadata.getAnnotations();
    var hint = annotations == null ? null : annotations.get(Annotations.OWNER_NAME);
    if (hint != null) {
      names.add(hint);
    }
    return names.stream()
        .map(name -> new ResourceID(name, namespace))
        .filter(id -> context.getPrimaryCache().get(id).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean explains(Event warning, Backup backup) {
    var about = warning.getInvolvedObject().getUid();
    return !Situation.over(backup)
        && Situation.storkUid(backup).filter(uid -> uid.equals(about)).isPresent();
  }

  /** Those that are not over when their cluster comes or goes. */
  private Set<ResourceID> on(ApplicationCluster cluster) {
    var metadata = cluster.getMetadata();
    return on(
        new ClusterName(metadata.getNamespace(), metadata.getName()),
        backup -> !Situation.over(backup));
  }

  private Set<ResourceID> on(ClusterName cluster, Predicate<Backup> which) {
    return backups(
        cluster.namespace(),
        which.and(backup -> backup.getSpec().clusterRef().name().equals(cluster.name())));
  }

  private Set<ResourceID> waiting(String namespace, Predicate<Backup> which) {
    return backups(namespace, which.and(BackupSources::notMade));
  }

  private static boolean notMade(Backup backup) {
    return Situation.storkUid(backup).isEmpty();
  }

  private Set<ResourceID> backups(String namespace, Predicate<Backup> which) {
    return context
        .getPrimaryCache()
        .list(namespace, which)
        .map(ResourceID::fromResource)
        .collect(Collectors.toUnmodifiableSet());
  }
}
