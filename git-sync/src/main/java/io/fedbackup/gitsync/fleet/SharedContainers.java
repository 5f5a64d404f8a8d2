package io.fedbackup.gitsync.fleet;

import io.fedbackup.api.v1alpha1.AzureEnvironment;
import io.fedbackup.api.v1alpha1.AzureLocation;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.report.Severity;
import io.fedbackup.gitsync.validate.FleetRule.Sink;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Warns where locations of two namespaces are one container: whoever may write to it can read and
 * erase what all others keep there, so it should be one per tenant.
 */
final class SharedContainers {
  /** A container, wherever it is written. */
  private record Container(
      AzureEnvironment environment, @Nullable String account, @Nullable String name) {
    static Container of(AzureLocation azure) {
      return new Container(azure.environment(), azure.storageAccount(), azure.container());
    }
  }

  private SharedContainers() {}

  static void check(Fleet fleet, Sink sink) {
    Map<Container, ObjectKey> first = new HashMap<>();
    fleet
        .locations()
        .forEach(
            (key, spec) -> {
              if (spec.azure() != null) {
                ObjectKey other = first.putIfAbsent(Container.of(spec.azure()), key);
                if (other != null && !other.namespace().equals(key.namespace())) {
                  report(key, other, sink);
                }
              }
            });
  }

  private static void report(ObjectKey key, ObjectKey other, Sink sink) {
    sink.report(
        key,
        "/spec/azure/container",
        Rule.SHARED_CONTAINER,
        Severity.WARNING,
        "is the container of %s in namespace %s too: clusters of both can read and erase what the"
                .formatted(other.shortName(), other.namespace())
            + " other keeps there",
        "use one container per tenant");
  }
}
