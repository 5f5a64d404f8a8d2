package io.fedbackup.e2e.bench;

import java.util.List;
import java.util.stream.IntStream;

/** BackupSchedules for benchmarks, as YAML. */
final class Schedules {

  private Schedules() {}

  static String onBothClusters(String name) {
    return schedule(name, "stage: prod");
  }

  /** Schedules that select clusters which do not exist yet: work for the backup cluster alone. */
  static List<String> onNoCluster(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> schedule(prefix + "-" + number, "stage: planned"))
        .toList();
  }

  private static String schedule(String name, String label) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: BackupSchedule
    metadata:
      name: %s
      namespace: team-shop
    spec:
      clusters:
        selector:
          matchLabels:
            %s
      schedulePolicyRef:
        name: hourly
      locationRef:
        name: shop-backups
      template:
        namespaces: [shop]
    """
        .formatted(name, label);
  }
}
