package io.fedbackup.reconciler.location;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.AzureLocation;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.reconciler.primary.Neighbours;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteEvent;
import io.fedbackup.reconciler.remote.RemoteKind;
import io.fedbackup.reconciler.remote.RemoteKinds;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which locations something on a cluster concerns. Names are computed anew from our own objects;
 * what objects on a cluster say of themselves is at most a hint to look.
 */
final class LocationTriggers {
  private static final Set<RemoteKind<?>> STORK_ITSELF =
      Set.of(RemoteKinds.STORK_DEPLOYMENT, RemoteKinds.STORK_SERVICE_ACCOUNTS);
  private static final Set<RemoteKind<?>> USERS =
      Set.of(LocationKinds.BACKUPS, LocationKinds.SCHEDULES, LocationKinds.RESTORES);
  private static final Set<RemoteKind<?>> AGENTS =
      Set.of(RemoteKinds.AGENT_JOBS, RemoteKinds.AGENT_PODS);

  private final ApplicationClusters clusters;
  private final EventSourceContext<BackupLocation> context;

  LocationTriggers(ApplicationClusters clusters, EventSourceContext<BackupLocation> context) {
    this.clusters = clusters;
    this.context = context;
  }

  Set<ResourceID> concerned(RemoteEvent event) {
    return switch (event) {
      case RemoteEvent.ClusterChanged changed -> all(changed);
      case RemoteEvent.CacheSynced synced -> looksAt(synced.kind()) ? all(synced) : Set.of();
      case RemoteEvent.ObjectChanged changed -> concerned(changed);
      case RemoteEvent.Probed _ -> Set.of();
    };
  }

  private Set<ResourceID> concerned(RemoteEvent.ObjectChanged changed) {
    HasMetadata object = changed.object();
    if (STORK_ITSELF.contains(changed.kind())) {
      return meaningful(changed) ? all(changed) : Set.of();
    }
    if (AGENTS.contains(changed.kind())) {
      return validatedBy(changed, object);
    }
    if (LocationKinds.LOCATIONS.equals(changed.kind())) {
      return named(changed, object.getMetadata().getName());
    }
    String location = LocationUsers.named(object);
    return USERS.contains(changed.kind())
            && changed.type() == RemoteEvent.Type.DELETED
            && location != null
        ? named(changed, location)
        : Set.of();
  }

  private static boolean looksAt(RemoteKind<?> kind) {
    return STORK_ITSELF.contains(kind)
        || AGENTS.contains(kind)
        || USERS.contains(kind)
        || LocationKinds.LOCATIONS.equals(kind);
  }

  /** A Deployment's status changes all the time and says nothing about its pods' identity. */
  private static boolean meaningful(RemoteEvent.ObjectChanged changed) {
    HasMetadata before = changed.previous();
    return before == null
        || changed.type() == RemoteEvent.Type.DELETED
        || before.getMetadata().getGeneration() == null
        || !Objects.equals(
            before.getMetadata().getGeneration(), changed.object().getMetadata().getGeneration());
  }

  private Set<ResourceID> validatedBy(RemoteEvent event, HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    String uid = annotations == null ? null : annotations.get(Annotations.OWNER_UID);
    return Neighbours.matching(
        context,
        event.cluster().namespace(),
        location -> location.getMetadata().getUid().equals(uid));
  }

  private Set<ResourceID> named(RemoteEvent event, String storkName) {
    return clusters
        .find(event.cluster())
        .map(RemoteCluster::installation)
        .map(
            installation ->
                Neighbours.matching(
                    context,
                    event.cluster().namespace(),
                    (BackupLocation location) ->
                        storkName.equals(storkName(installation, location))))
        .orElse(Set.of());
  }

  private static String storkName(String installation, BackupLocation location) {
    AzureLocation azure = location.getSpec() == null ? null : location.getSpec().azure();
    return azure == null ? "" : LocationWork.storkName(installation, location, azure);
  }

  private Set<ResourceID> all(RemoteEvent event) {
    return Neighbours.all(context, event.cluster().namespace());
  }
}
