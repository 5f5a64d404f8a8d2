package io.fedbackup.e2e.doubles.stork;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How this Stork runs.
 *
 * @param version what it writes to ConfigMap {@code stork-version}; may be empty, as in a plain
 *     build
 * @param adminNamespace where backups may cover other namespaces, beside kube-system
 * @param deployNamespace namespace of its own pod
 * @param syncInterval time between two looks at an unfinished object; 10 s in the real one
 * @param lease after which another process takes over from one that was killed; 15 s in the real
 *     one
 * @param testMode whether schedules read their clock from ConfigMap {@code stork-mock-time}
 */
record StorkSettings(
    String version,
    String adminNamespace,
    String deployNamespace,
    Duration syncInterval,
    Duration lease,
    boolean testMode) {

  /** Environment variable: another time between two looks, as ISO 8601 duration, for tests. */
  static final String SYNC_INTERVAL = "STORK_DOUBLE_SYNC_INTERVAL";

  /** Environment variable: another life of the lease, as ISO 8601 duration, for tests. */
  static final String LEASE = "STORK_DOUBLE_LEASE";

  static final String VERSION = "STORK_DOUBLE_VERSION";

  static StorkSettings from(Map<String, String> environment, String deployNamespace) {
    return new StorkSettings(
        environment.getOrDefault(VERSION, ""),
        "kube-system",
        deployNamespace,
        Duration.parse(environment.getOrDefault(SYNC_INTERVAL, "PT10S")),
        Duration.parse(environment.getOrDefault(LEASE, "PT15S")),
        "true".equals(environment.get("TEST_MODE")));
  }

  /** Where the kubelet double put the pod's files; the root of the file system elsewhere. */
  static Path podRoot(@Nullable String variable) {
    return Path.of(variable == null || variable.isEmpty() ? "/" : variable);
  }
}
