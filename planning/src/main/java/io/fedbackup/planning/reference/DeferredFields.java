package io.fedbackup.planning.reference;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fields that the schemas have and this version does not serve, in one list for the pages of the
 * reference. Who serves a field takes it off.
 */
final class DeferredFields {

  private static final String REFUSED = "**Refused for now (`NotYetSupported`).**";
  private static final String EMPTY = "**Not filled for now.**";

  private static final String CLUSTERS = "spec.clusters.namespaces";
  private static final String LOCATION = "spec.locationRef.namespace";
  private static final String SHARED = "spec.sharedWith";

  private static final Map<String, Map<String, String>> BY_KIND =
      Map.of(
          "ApplicationCluster",
          Map.of(
              "spec.access.shoot",
              REFUSED,
              "spec.onRemoval.backups",
              "**`Remove` is refused for now (`NotYetSupported`).**",
              SHARED,
              REFUSED,
              "status.credentials",
              EMPTY,
              "status.shoot",
              EMPTY),
          "BackupLocation",
          Map.of(
              CLUSTERS,
              REFUSED,
              "spec.encryptionKeySecretRef",
              REFUSED,
              SHARED,
              REFUSED,
              "spec.sync",
              REFUSED,
              "status.encryptionKeyFingerprint",
              EMPTY,
              "status.lastHandledSyncRequestAt",
              EMPTY,
              "status.orphans",
              EMPTY,
              "status.sync",
              EMPTY,
              "status.usage",
              EMPTY),
          "SchedulePolicy",
          Map.of(
              SHARED,
              REFUSED,
              "spec.weekly.days",
              "**More than one is refused for now (`NotYetSupported`).**",
              "spec.monthly.dates",
              "**More than one is refused for now (`NotYetSupported`).**"),
          "Rule",
          Map.of(SHARED, REFUSED),
          "BackupSchedule",
          Map.of(
              "spec.acceptSnapshots",
              "**`true` is refused for now (`NotYetSupported`).**",
              "spec.catchUp",
              "**Has no effect for now: a missed run is reported, not made up for.**",
              CLUSTERS,
              REFUSED,
              LOCATION,
              REFUSED,
              "spec.schedulePolicyRef.namespace",
              REFUSED,
              "spec.template.preRuleRef.namespace",
              REFUSED,
              "spec.template.postRuleRef.namespace",
              REFUSED),
          "Backup",
          Map.of(
              "spec.clusterRef.namespace",
              REFUSED,
              LOCATION,
              REFUSED,
              "spec.preRuleRef.namespace",
              REFUSED,
              "spec.postRuleRef.namespace",
              REFUSED,
              "spec.reclaimPolicy",
              "**`Delete` is refused for now (`NotYetSupported`).**",
              SHARED,
              REFUSED,
              "status.lockedUntil",
              EMPTY));

  private DeferredFields() {}

  /** What to say of a field that is not served; empty for one that is. */
  static Optional<String> note(String kind, String path) {
    return Optional.ofNullable(BY_KIND.getOrDefault(kind, Map.of()).get(path));
  }

  /** All paths of a kind: each must be one of the schema's. */
  static Set<String> paths(String kind) {
    return BY_KIND.getOrDefault(kind, Map.of()).keySet();
  }
}
