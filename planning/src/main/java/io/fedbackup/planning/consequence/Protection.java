package io.fedbackup.planning.consequence;

import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.BackupTemplate;
import io.fedbackup.planning.naming.ObjectName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One schedule that backs up something on one cluster.
 *
 * @param coverage what of the cluster
 */
record Protection(ObjectName cluster, BackupSchedule schedule, List<Coverage> coverage) {

  /**
   * All that is protected by this intent: by schedules that are not suspended, with a policy, and
   * with a location that selects the cluster too.
   */
  static List<Protection> in(Intent intent) {
    List<Protection> found = new ArrayList<>();
    for (var schedule : intent.schedules()) {
      var location = intent.locationOf(schedule);
      if (schedule.getSpec().suspend()
          || location.isEmpty()
          || intent.policyOf(schedule).isEmpty()) {
        continue;
      }
      var reachable = intent.clustersOf(location.get());
      intent.clustersOf(schedule).stream()
          .filter(reachable::contains)
          .map(cluster -> new Protection(cluster, schedule, Coverage.of(template(schedule))))
          .forEach(found::add);
    }
    return List.copyOf(found);
  }

  /** What of this is protected by none of the others. */
  Difference without(Collection<Protection> others) {
    var there =
        others.stream()
            .filter(it -> it.cluster().equals(cluster))
            .flatMap(it -> it.coverage().stream())
            .toList();
    var left = coverage.stream().filter(part -> !part.isIn(there)).toList();
    return new Difference(
        left.stream().map(Coverage::text).toList(),
        left.stream().anyMatch(part -> part.meets(there)));
  }

  /**
   * What one protection has and others have not.
   *
   * @param parts for people
   * @param inPart whether the others have some of it
   */
  record Difference(List<String> parts, boolean inPart) {
    @Override
    public String toString() {
      return (inPart ? "all of " : "") + String.join(", ", parts);
    }
  }

  private static BackupTemplate template(BackupSchedule schedule) {
    return schedule.getSpec().template();
  }
}
