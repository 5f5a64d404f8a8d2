package io.fedbackup.api.v1alpha1;

/** CEL rules about what a backup takes, for schedules and for backups on demand. */
final class TemplateRules {

  static final String NAMESPACES_OR_SELECTOR =
      "(has(self.namespaces) && size(self.namespaces) > 0) != has(self.namespaceSelector)";
  static final String NAMESPACES_OR_SELECTOR_MESSAGE =
      "namespaces, namespaceSelector: exactly one of the two, and namespaces not empty";

  static final String ALL_ALONE =
      "!has(self.namespaces) || !('*' in self.namespaces) || size(self.namespaces) == 1";
  static final String ALL_ALONE_MESSAGE = "\"*\" means all namespaces and stands alone";

  static final String NO_SYSTEM_NAMESPACES =
      "!has(self.namespaces) || !self.namespaces.exists(n, n in ['kube-system', 'kube-public',"
          + " 'kube-node-lease'])";
  static final String NO_SYSTEM_NAMESPACES_MESSAGE =
      "kube-system, kube-public and kube-node-lease can never be backed up";

  static final String MATCH_LABELS_ONLY =
      "!has(self.labelSelector) || !has(self.labelSelector.matchExpressions)";
  static final String MATCH_LABELS_ONLY_MESSAGE =
      "NotSupportedByStork: matchLabels only, no matchExpressions";

  static final String NO_VIRTUAL_MACHINE_TYPES =
      "!has(self.resourceTypes) || !self.resourceTypes.exists(t, t.startsWith('VirtualMachine'))";
  static final String NO_VIRTUAL_MACHINE_TYPES_MESSAGE =
      "KubeVirt virtual machines are not supported";

  static final String NO_VIRTUAL_MACHINES =
      "!has(self.includeResources) || !self.includeResources.exists(r,"
          + " r.kind.startsWith('VirtualMachine'))";
  static final String NO_VIRTUAL_MACHINES_MESSAGE = NO_VIRTUAL_MACHINE_TYPES_MESSAGE;

  static final String NO_KDMP =
      "!has(self.options) || !self.options.exists(k, k.matches('(?i)kdmp') || k =="
          + " 'portworx.io/backup-type')";
  static final String NO_KDMP_MESSAGE =
      "KDMP is not supported: no key with kdmp in it, nor portworx.io/backup-type";

  private TemplateRules() {}
}
