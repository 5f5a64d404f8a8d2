package io.fedbackup.reconciler.schedule;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.ObjectReference;
import io.fedbackup.api.v1alpha1.Rule;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.StorkNames;
import io.fedbackup.planning.stork.RunName;
import io.fedbackup.reconciler.drift.DriftBook;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What makes a BackupSchedule be looked at again: everything that it depends on, by watch. */
final class ScheduleSources {
  private final EventSourceContext<BackupSchedule> context;
  private final ApplicationClusters clusters;

  private final DriftBook book;

  /** By kind: what is known of our objects here. */
  private final Map<Class<?>, InformerEventSource<?, BackupSchedule>> informers = new HashMap<>();

  ScheduleSources(
      EventSourceContext<BackupSchedule> context, ApplicationClusters clusters, DriftBook book) {
    this.context = context;
    this.clusters = clusters;
    this.book = book;
  }

  List<EventSource<?, BackupSchedule>> all() {
    var extras = new Extras(clusters, book, new OurNames(this::known));
    return List.of(
        informer(BackupLocation.class, this::usingLocation, (_, _) -> true),
        informer(SchedulePolicy.class, this::usingPolicy, ScheduleSources::specChanged),
        informer(Rule.class, this::usingRule, ScheduleSources::specChanged),
        informer(ApplicationCluster.class, this::inNamespaceOf, ScheduleSources::selectionChanged),
        informer(Namespace.class, this::inNamespace, ScheduleSources::selectionChanged),
        informer(Backup.class, ScheduleSources::scheduleOf, (_, _) -> true),
        clusters.changes("clusters", BackupSchedule.class, this::concerned),
        clusters.changes("extras", BackupSchedule.class, event -> nobody(extras, event)));
  }

  /** What is too much concerns no schedule of ours. */
  private static Set<ResourceID> nobody(Extras extras, RemoteEvent event) {
    extras.happened(event);
    return Set.of();
  }

  private <R extends HasMetadata> Stream<R> known(Class<R> kind, String namespace) {
    if (kind.equals(BackupSchedule.class)) {
      return context.getPrimaryCache().list(namespace).map(kind::cast);
    }
    var informer = informers.get(kind);
    return informer == null ? Stream.empty() : informer.list(namespace).map(kind::cast);
  }

  private <R extends HasMetadata> InformerEventSource<R, BackupSchedule> informer(
      Class<R> kind, Function<R, Set<ResourceID>> mapper, BiPredicate<R, R> update) {
    var informer =
        InformerEventSourceConfiguration.from(kind, BackupSchedule.class)
            .withSecondaryToPrimaryMapper(mapper::apply)
            .withOnUpdateFilter(update::test);
    var source =
        new InformerEventSource<R, BackupSchedule>(
            Namespaced.class.isAssignableFrom(kind)
                ? informer.withNamespacesInheritedFromController().build()
                : informer.withWatchAllNamespaces().build(),
            context);
    informers.put(kind, source);
    return source;
  }

  private static boolean specChanged(HasMetadata now, HasMetadata before) {
    return !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || selectionChanged(now, before);
  }

  /** Statuses of clusters change often; what they mean for writing comes from their connection. */
  private static boolean selectionChanged(HasMetadata now, HasMetadata before) {
    var one = now.getMetadata();
    var other = before.getMetadata();
    return !Objects.equals(one.getLabels(), other.getLabels())
        || !Objects.equals(one.getAnnotations(), other.getAnnotations())
        || !Objects.equals(one.getDeletionTimestamp(), other.getDeletionTimestamp())
        || !Objects.equals(one.getGeneration(), other.getGeneration());
  }

  private Set<ResourceID> usingLocation(BackupLocation location) {
    return schedules(
        location.getMetadata().getNamespace(),
        schedule -> named(schedule.getSpec().locationRef(), location));
  }

  private Set<ResourceID> usingPolicy(SchedulePolicy policy) {
    return schedules(
        policy.getMetadata().getNamespace(),
        schedule -> named(schedule.getSpec().schedulePolicyRef(), policy));
  }

  private Set<ResourceID> usingRule(Rule rule) {
    return schedules(
        rule.getMetadata().getNamespace(),
        schedule ->
            named(schedule.getSpec().template().preRuleRef(), rule)
                || named(schedule.getSpec().template().postRuleRef(), rule));
  }

  private Set<ResourceID> inNamespaceOf(ApplicationCluster cluster) {
    return schedules(cluster.getMetadata().getNamespace(), _ -> true);
  }

  private Set<ResourceID> inNamespace(Namespace namespace) {
    return schedules(namespace.getMetadata().getName(), _ -> true);
  }

  private static Set<ResourceID> scheduleOf(Backup backup) {
    Map<String, String> annotations = backup.getMetadata().getAnnotations();
    var owner = annotations == null ? null : annotations.get(Annotations.OWNER_NAME);
    return owner == null
        ? Set.of()
        : Set.of(new ResourceID(owner, backup.getMetadata().getNamespace()));
  }

  private Set<ResourceID> concerned(RemoteEvent event) {
    return switch (event) {
      case RemoteEvent.ClusterChanged changed -> all(changed.cluster());
      case RemoteEvent.CacheSynced synced -> all(synced.cluster());
      case RemoteEvent.ObjectChanged changed -> concerned(changed);
      case RemoteEvent.Probed _ -> Set.of();
    };
  }

  private Set<ResourceID> all(ClusterName cluster) {
    return schedules(cluster.namespace(), _ -> true);
  }

  private Set<ResourceID> concerned(RemoteEvent.ObjectChanged changed) {
    var name = changed.object().getMetadata().getName();
    var kind = changed.kind();
    if (kind.equals(StorkKinds.SCHEDULES)) {
      return scheduled(changed.cluster(), name);
    }
    if (kind.equals(StorkKinds.BACKUPS)) {
      return RunName.parse(name)
          .map(run -> scheduled(changed.cluster(), run.schedule()))
          .orElseGet(Set::of);
    }
    if (kind.equals(StorkKinds.POLICIES) || kind.equals(StorkKinds.RULES)) {
      return referring(changed.cluster(), name);
    }
    // namespaces: their labels and annotations change often, and mean nothing here
    return kind.equals(RemoteKinds.NAMESPACES) && changed.type() != RemoteEvent.Type.MODIFIED
        ? schedules(
            changed.cluster().namespace(),
            schedule -> schedule.getSpec().template().namespaces().contains(name))
        : Set.of();
  }

  private Set<ResourceID> scheduled(ClusterName cluster, String storkName) {
    return named(
            cluster, (names, key, schedule) -> Stream.of(names.schedule(schedule.name(), key, "")))
        .getOrDefault(storkName, Set.of());
  }

  private Set<ResourceID> referring(ClusterName cluster, String storkName) {
    return named(cluster, (names, key, schedule) -> schedule.references(names, key))
        .getOrDefault(storkName, Set.of());
  }

  /** The Stork names that a schedule has or uses on a cluster. */
  private interface Names {
    Stream<String> of(StorkNames names, ClusterKey key, Named schedule);
  }

  /** A schedule and what it refers to, by name. */
  private record Named(BackupSchedule schedule) {
    ObjectName name() {
      return in(schedule.getMetadata().getName());
    }

    Stream<String> references(StorkNames names, ClusterKey key) {
      var spec = schedule.getSpec();
      var rules =
          Stream.of(spec.template().preRuleRef(), spec.template().postRuleRef())
              .filter(Objects::nonNull)
              .map(reference -> names.rule(in(reference.name())));
      return Stream.concat(
          Stream.of(names.schedulePolicy(in(spec.schedulePolicyRef().name()), key, "")), rules);
    }

    private ObjectName in(String name) {
      return new ObjectName(schedule.getMetadata().getNamespace(), name);
    }
  }

  private Map<String, Set<ResourceID>> named(ClusterName cluster, Names of) {
    var known = clusters.find(cluster);
    var key = known.flatMap(found -> found.identity());
    if (known.isEmpty() || key.isEmpty()) {
      return Map.of();
    }
    var names = new StorkNames(known.get().installation());
    return context
        .getPrimaryCache()
        .list(cluster.namespace(), _ -> true)
        .flatMap(
            schedule ->
                of.of(names, key.get(), new Named(schedule))
                    .map(name -> Map.entry(name, ResourceID.fromResource(schedule))))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableSet())));
  }

  private Set<ResourceID> schedules(String namespace, Predicate<BackupSchedule> which) {
    return context
        .getPrimaryCache()
        .list(namespace, which)
        .map(ResourceID::fromResource)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean named(@Nullable ObjectReference reference, HasMetadata object) {
    return reference != null && reference.name().equals(object.getMetadata().getName());
  }
}
