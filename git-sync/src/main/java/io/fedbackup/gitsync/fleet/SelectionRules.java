package io.fedbackup.gitsync.fleet;

import io.fedbackup.api.v1alpha1.BackupLocationSpec;
import io.fedbackup.api.v1alpha1.BackupScheduleSpec;
import io.fedbackup.api.v1alpha1.ClusterSelection;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.report.Severity;
import io.fedbackup.gitsync.validate.FleetRule.Sink;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.outcome.Messages;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Schedules that reach no cluster, and locations that no cluster may use. Warnings: clusters may be
 * made by others, and follow their labels.
 */
final class SelectionRules {
  private static final int NAMES_SHOWN = 5;

  private SelectionRules() {}

  static void check(Fleet fleet, Sink sink) {
    fleet.schedules().forEach((key, spec) -> schedule(fleet, key, spec, sink));
    fleet
        .locations()
        .forEach(
            (key, spec) -> selection(fleet, key, spec.clusters(), Rule.UNUSABLE_LOCATION, sink));
  }

  private static void schedule(Fleet fleet, ObjectKey key, BackupScheduleSpec spec, Sink sink) {
    selection(fleet, key, spec.clusters(), Rule.SELECTS_NO_CLUSTER, sink);
    var location = new ObjectKey("BackupLocation", key.namespace(), spec.locationRef().name());
    @Nullable BackupLocationSpec to = fleet.locations().get(location);
    if (to != null) {
      Set<String> offered = Set.copyOf(fleet.selected(to.clusters(), key.namespace()));
      List<String> without =
          fleet.selected(spec.clusters(), key.namespace()).stream()
              .filter(cluster -> !offered.contains(cluster))
              .toList();
      if (!without.isEmpty()) {
        sink.report(
            key,
            "/spec/locationRef/name",
            Rule.UNUSABLE_LOCATION,
            Severity.WARNING,
            "location '%s' does not select %s, where this schedule would write to it"
                .formatted(location.name(), Messages.list(without, NAMES_SHOWN)),
            "select the same clusters in both");
      }
    }
  }

  private static void selection(
      Fleet fleet, ObjectKey key, @Nullable ClusterSelection selection, Rule rule, Sink sink) {
    if (!fleet.isKnown(selection, key.namespace())
        || !fleet.selected(selection, key.namespace()).isEmpty()) {
      return;
    }
    boolean nothing =
        selection == null || (selection.names().isEmpty() && selection.selector() == null);
    sink.report(
        key,
        "/spec/clusters",
        rule,
        Severity.WARNING,
        nothing
            ? "selects nothing: there are neither names nor a selector"
            : "selects no cluster of these documents",
        "correct the selection or the labels, or take no notice where the clusters are elsewhere");
  }
}
