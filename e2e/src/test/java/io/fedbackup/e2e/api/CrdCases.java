package io.fedbackup.e2e.api;

import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Objects that the API server has to refuse by the CRDs alone. */
@NullMarked
final class CrdCases {

  /** Every optional section of a Backup, so that removing one is a change, too. */
  static final String FULL_BACKUP =
      """
      spec:
        labelSelector: {matchLabels: {app: shop}}
        options: {a: b}
      """;

  /** The API server has no name for the root; the message names the field there. */
  private static final String WHOLE_OBJECT = "<nil>";

  private CrdCases() {}

  /**
   * A document that must be refused.
   *
   * @param kind its kind
   * @param patch merged into the kind's example
   * @param field the field that the refusal names
   * @param message what it says
   */
  record Refused(String kind, String patch, String field, String message) {}

  private static Refused refused(String kind, String patch, String field, String message) {
    return new Refused(kind, patch, field, message);
  }

  static List<Refused> refused() {
    return List.of(
        refused(
            "ApplicationCluster",
            "metadata: {name: a.b}",
            WHOLE_OBJECT,
            "a-z, 0-9 and -, beginning and ending"),
        refused(
            "SchedulePolicy",
            "metadata: {name: " + "x".repeat(64) + "}",
            WHOLE_OBJECT,
            "metadata.name: at most 63 characters"),
        refused("Rule", "spec: null", "spec", "Required value"),
        refused(
            "ApplicationCluster",
            "spec: {access: {kubeconfigSecretRef: null}}",
            "spec.access",
            "kubeconfigSecretRef, shoot: exactly one"),
        refused(
            "ApplicationCluster",
            "spec: {access: {shoot: {gardenSecretRef: {name: g}, project: p, name: s}}}",
            "spec.access",
            "kubeconfigSecretRef, shoot: exactly one"),
        refused(
            "ApplicationCluster",
            "spec: {removalTimeout: 1 hour}",
            "spec.removalTimeout",
            "should match"),
        refused(
            "ApplicationCluster",
            "spec: {removalTimeout: 1s}",
            "spec.removalTimeout",
            "at least 1m"),
        refused(
            "ApplicationCluster",
            "spec: {onRemoval: {backups: Erase}}",
            "spec.onRemoval.backups",
            "\"Remove\", \"Retain\""),
        refused(
            "ApplicationCluster",
            "spec: {sharedWith: [{namespaces: [a], namespaceSelector: {matchLabels: {a: b}}}]}",
            "spec.sharedWith[0]",
            "namespaces, namespaceSelector: exactly one"),
        refused(
            "ApplicationCluster",
            "spec: {sharedWith: [{namespaceSelector: {}}]}",
            "spec.sharedWith[0].namespaceSelector",
            "an empty selector"),
        refused(
            "BackupLocation",
            "spec: {provider: nfs}",
            "spec.provider",
            "supported values: \"azure\""),
        refused(
            "BackupLocation", "spec: {azure: null}", "spec", "azure: required with provider azure"),
        refused(
            "BackupLocation",
            "spec: {azure: {storageAccount: Shop}}",
            "spec.azure.storageAccount",
            "^[a-z0-9]{3,24}$"),
        refused(
            "BackupLocation",
            "spec: {azure: {container: a--b}}",
            "spec.azure.container",
            "should match"),
        refused(
            "BackupLocation",
            "spec: {azure: {subscriptionID: mine}}",
            "spec.azure.subscriptionID",
            "should match"),
        refused(
            "BackupLocation",
            "spec: {clusters: {selector: {matchLabels: null}}}",
            "spec.clusters.selector",
            "an empty selector"),
        refused(
            "BackupLocation",
            "spec: {clusters: {selector: {matchExpressions: [{key: a, operator: In}]}}}",
            "spec.clusters.selector.matchExpressions[0]",
            "at least one for In"),
        refused(
            "BackupLocation",
            "spec: {validation: {interval: 5s}}",
            "spec.validation.interval",
            "at least 1m"),
        refused(
            "SchedulePolicy",
            "spec: {daily: null, weekly: null}",
            "spec",
            "at least one of the four"),
        refused(
            "SchedulePolicy",
            "spec: {daily: {time: \"24:00\"}}",
            "spec.daily.time",
            "should match"),
        refused(
            "SchedulePolicy",
            "spec: {daily: {retain: 0}}",
            "spec.daily.retain",
            "greater than or equal to 1"),
        refused(
            "SchedulePolicy",
            "spec: {monthly: {dates: [29], time: \"01:00\"}}",
            "spec.monthly.dates",
            "NotSupportedByStork"),
        refused(
            "SchedulePolicy",
            "spec: {monthly: {dates: [1, 1], time: \"01:00\"}}",
            "spec.monthly.dates",
            "each date at most once"),
        refused(
            "SchedulePolicy",
            "spec: {weekly: {days: [Sat, Sat]}}",
            "spec.weekly.days",
            "each day at most once"),
        refused(
            "SchedulePolicy",
            "spec: {weekly: {days: [Saturday]}}",
            "spec.weekly.days[0]",
            "\"Sat\""),
        refused(
            "Rule",
            "spec: {rules: [{podSelector: {}, actions: [{value: sync}]}]}",
            "spec.rules[0].podSelector",
            "at least 1"),
        refused(
            "Rule",
            "spec: {rules: [{podSelector: {a: b}, actions: [{type: http, value: x}]}]}",
            "spec.rules[0].actions[0].type",
            "\"command\""),
        refused(
            "BackupSchedule",
            "spec: {template: {namespaces: []}}",
            "spec.template",
            "exactly one of the two, and namespaces not empty"),
        refused(
            "BackupSchedule",
            "spec: {template: {namespaceSelector: {matchLabels: {a: b}}}}",
            "spec.template",
            "exactly one of the two"),
        refused(
            "BackupSchedule",
            "spec: {template: {namespaces: [\"*\", shop]}}",
            "spec.template.namespaces",
            "stands alone"),
        refused(
            "BackupSchedule",
            "spec: {template: {namespaces: [kube-system]}}",
            "spec.template.namespaces",
            "can never be backed up"),
        refused(
            "BackupSchedule",
            "spec: {template: {labelSelector: {matchExpressions: [{key: a, operator: Exists}]}}}",
            "spec.template.labelSelector",
            "NotSupportedByStork"),
        refused(
            "BackupSchedule",
            "spec: {template: {resourceTypes: [VirtualMachine]}}",
            "spec.template.resourceTypes",
            "not supported"),
        refused(
            "BackupSchedule",
            "spec: {template: {options: {useKDMP: \"true\"}}}",
            "spec.template.options",
            "KDMP is not supported"),
        refused(
            "BackupSchedule",
            "spec: {reclaimPolicy: Keep}",
            "spec.reclaimPolicy",
            "\"Delete\", \"Retain\""),
        refused(
            "Backup",
            "spec: {includeResources: [{group: kubevirt.io, version: v1, kind: VirtualMachine, name: a}]}",
            "spec.includeResources",
            "not supported"),
        refused("Backup", "spec: {timeout: 10s}", "spec.timeout", "at least 1m"),
        refused(
            "Backup",
            "spec: {sharedWith: [{namespaces: [a], access: Use}]}",
            "spec.sharedWith[0].access",
            "\"Full\", \"Restore\", \"View\""),
        refused(
            "GitSync",
            "spec: {url: \"http://git.example.org/a\"}",
            "spec.url",
            "https://, ssh:// or file://"),
        refused(
            "GitSync",
            "spec: {url: \"https://me:secret@git.example.org/a\"}",
            "spec.url",
            "no password"),
        refused("GitSync", "spec: {ref: {tag: v1}}", "spec.ref", "exactly one of the four"),
        refused("GitSync", "spec: {path: a/../..}", "spec.path", "without .."),
        refused("GitSync", "spec: {interval: 1s}", "spec.interval", "at least 10s"),
        refused("GitSync", "spec: {prune: {maximum: 101%}}", "spec.prune.maximum", "should match"),
        refused(
            "GitSync",
            "spec: {verify: {mode: TagAndHEAD, publicKeysSecretRef: {name: k}}}",
            "spec.verify.mode",
            "needs ref.tag or ref.semver"));
  }

  static List<Refused> immutable() {
    return List.of(
        refused(
            "ApplicationCluster",
            "spec: {stork: {adminNamespace: other}}",
            "spec.stork.adminNamespace",
            "is immutable"),
        refused(
            "BackupLocation",
            "spec: {azure: {storageAccount: other}}",
            "spec.azure.storageAccount",
            "is immutable"),
        refused(
            "BackupLocation",
            "spec: {azure: {container: other}}",
            "spec.azure.container",
            "is immutable"),
        changed("spec: {clusterRef: {name: other}}", "spec.clusterRef"),
        changed("spec: {locationRef: {name: other}}", "spec.locationRef"),
        changed("spec: {namespaces: [shop, more]}", "spec.namespaces"),
        changed("spec: {labelSelector: null}", "spec.labelSelector"),
        changed("spec: {resourceTypes: [Secret]}", "spec.resourceTypes"),
        changed("spec: {options: {a: c}}", "spec.options"),
        changed("spec: {preRuleRef: {name: rule}}", "spec.preRuleRef"),
        changed("spec: {timeout: 7h}", "spec.timeout"));
  }

  private static Refused changed(String patch, String field) {
    return refused("Backup", patch, field, "is immutable");
  }
}
