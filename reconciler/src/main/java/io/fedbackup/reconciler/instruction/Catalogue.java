package io.fedbackup.reconciler.instruction;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.Rule;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.naming.ObjectName;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.List;
import java.util.Optional;

/**
 * Our other objects on the backup cluster, read from informers of one controller: no request.
 *
 * @param context of the running reconciliation; the controller must have an informer event source
 *     for each kind that is asked for
 */
public record Catalogue(Context<?> context) {

  /** The object of a kind and name. */
  public <R extends HasMetadata> Optional<R> find(Class<R> kind, ObjectName name) {
    return source(kind).get(new ResourceID(name.name(), name.namespace()));
  }

  /** A location. */
  public Optional<BackupLocation> location(ObjectName name) {
    return find(BackupLocation.class, name);
  }

  /** A policy. */
  public Optional<SchedulePolicy> policy(ObjectName name) {
    return find(SchedulePolicy.class, name);
  }

  /** A rule. */
  public Optional<Rule> rule(ObjectName name) {
    return find(Rule.class, name);
  }

  /** The ApplicationClusters of a namespace. */
  public List<ApplicationCluster> clusters(String namespace) {
    return source(ApplicationCluster.class)
        .list(cluster -> namespace.equals(cluster.getMetadata().getNamespace()))
        .toList();
  }

  /** Objects of a kind in a namespace. */
  public <R extends HasMetadata> List<R> all(Class<R> kind, String namespace) {
    return source(kind)
        .list(object -> namespace.equals(object.getMetadata().getNamespace()))
        .toList();
  }

  /** Whether a namespace of the backup cluster is being deleted: nothing new is made in it. */
  public boolean terminating(String namespace) {
    return namespace(namespace)
        .map(found -> found.getMetadata().getDeletionTimestamp() != null)
        .orElse(false);
  }

  /** Whether an annotation suspends every schedule of a namespace. */
  public boolean suspended(String namespace) {
    return namespace(namespace)
        .map(found -> found.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Annotations.SUSPEND))
        .filter("true"::equals)
        .isPresent();
  }

  private Optional<Namespace> namespace(String name) {
    return source(Namespace.class).get(new ResourceID(name));
  }

  @SuppressWarnings("unchecked") // an informer's event source is a cache of what it watches
  private <R extends HasMetadata> Cache<R> source(Class<R> kind) {
    return (Cache<R>) context.eventSourceRetriever().getEventSourceFor(kind);
  }
}
