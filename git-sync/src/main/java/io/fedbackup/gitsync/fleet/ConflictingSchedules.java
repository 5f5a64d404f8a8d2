package io.fedbackup.gitsync.fleet;

import io.fedbackup.api.v1alpha1.BackupScheduleSpec;
import io.fedbackup.api.v1alpha1.BackupTemplate;
import io.fedbackup.api.v1alpha1.LabelSelector;
import io.fedbackup.api.v1alpha1.ResourceSelector;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.report.Severity;
import io.fedbackup.gitsync.validate.FleetRule.Sink;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two schedules fight when both take the same things of the same namespace of the same cluster, by
 * the same policy, to the same location: they start at the same moment and double each backup.
 */
final class ConflictingSchedules {
  private static final String ALL = "*";

  /** What has to be the same, but for cluster and namespace. */
  private record Work(
      String owner,
      String policy,
      String location,
      @Nullable LabelSelector namespaces,
      @Nullable LabelSelector labels,
      List<String> types,
      List<ResourceSelector> resources) {

    static Work of(ObjectKey schedule, BackupScheduleSpec spec) {
      BackupTemplate template = spec.template();
      return new Work(
          schedule.namespace(),
          spec.schedulePolicyRef().name(),
          spec.locationRef().name(),
          template.namespaceSelector(),
          template.labelSelector(),
          template.resourceTypes(),
          template.includeResources());
    }
  }

  private ConflictingSchedules() {}

  static void check(Fleet fleet, Sink sink) {
    Map<Work, Map<String, Map<String, ObjectKey>>> taken = new HashMap<>();
    fleet
        .schedules()
        .forEach(
            (key, spec) -> {
              if (!spec.suspend()) {
                Set<ObjectKey> reported = new HashSet<>();
                var byCluster = taken.computeIfAbsent(Work.of(key, spec), w -> new HashMap<>());
                for (String cluster : fleet.selected(spec.clusters(), key.namespace())) {
                  var byNamespace = byCluster.computeIfAbsent(cluster, c -> new HashMap<>());
                  conflicts(key, spec.template(), cluster, byNamespace, reported, sink);
                }
              }
            });
  }

  private static void conflicts(
      ObjectKey key,
      BackupTemplate template,
      String cluster,
      Map<String, ObjectKey> taken,
      Set<ObjectKey> reported,
      Sink sink) {
    List<String> namespaces =
        template.namespaces().isEmpty() ? List.of(ALL) : template.namespaces();
    for (String namespace : namespaces) {
      @Nullable ObjectKey other = other(namespace, taken);
      if (other != null && !other.equals(key) && reported.add(other)) {
        report(key, other, cluster, sink);
      }
    }
    namespaces.forEach(namespace -> taken.putIfAbsent(namespace, key));
  }

  private static @Nullable ObjectKey other(String namespace, Map<String, ObjectKey> taken) {
    ObjectKey same = taken.get(namespace);
    if (same != null) {
      return same;
    }
    return namespace.equals(ALL) && !taken.isEmpty()
        ? taken.values().iterator().next()
        : taken.get(ALL);
  }

  private static void report(ObjectKey key, ObjectKey other, String cluster, Sink sink) {
    sink.report(
        key,
        "/metadata/name",
        Rule.CONFLICTING_SCHEDULES,
        Severity.WARNING,
        "does the same as %s: same policy, location and namespaces, for instance on cluster %s"
            .formatted(other.shortName(), cluster),
        "remove one of the two, or give them policies of their own");
  }
}
