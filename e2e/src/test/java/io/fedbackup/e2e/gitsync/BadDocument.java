package io.fedbackup.e2e.gitsync;

import java.util.List;

/**
 * A document that is refused, and where.
 *
 * @param text the document
 * @param line of the offending text, from 1
 * @param field path of the offending field
 * @param rule what it violates
 */
record BadDocument(String name, String text, int line, String field, String rule) {

  /** What the product refuses on purpose, each in the spelling that people would use. */
  static List<BadDocument> all() {
    return List.of(
        new BadDocument(
            "unknown-field",
            """
            apiVersion: fedbackup.io/v1alpha1
            kind: SchedulePolicy
            metadata: {name: unknown-field, namespace: team-shop}
            spec:
              interval:
                minutes: 60
                retian: 3
            """,
            7,
            "spec.interval.retian",
            "UnknownField"),
        new BadDocument(
            "unknown-kind",
            """
            apiVersion: fedbackup.io/v1alpha1
            kind: BackupPlan
            metadata: {name: unknown-kind, namespace: team-shop}
            """,
            2,
            "kind",
            "UnknownKind"),
        new BadDocument(
            "secret",
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: secret, namespace: team-shop}
            stringData:
              password: canary-7c21e0
            """,
            2,
            "kind",
            "SecretInGit"),
        location("nfs-provider", "provider: nfs", 5, "spec.provider"),
        location("nfs-config", "nfs: {serverAddr: 10.0.0.1}", 5, "spec.nfs"),
        backup(
            "kdmp-generic",
            "options: {portworx.io/backup-type: Generic}",
            "spec.options[\"portworx.io/backup-type\"]"),
        backup("kdmp-direct", "options: {KDMP_BACKUP: \"true\"}", "spec.options.KDMP_BACKUP"),
        backup("kubevirt-type", "resourceTypes: [VirtualMachine]", "spec.resourceTypes[0]"),
        backup(
            "kubevirt-resource",
            "includeResources: [{group: kubevirt.io, version: v1, kind: VirtualMachineInstance, name: vm, namespace: shop}]",
            "spec.includeResources[0].kind"),
        backup("kubevirt-object", "backupObjectType: VirtualMachine", "spec.backupObjectType"));
  }

  private static BadDocument location(String name, String line, int number, String field) {
    var provider = line.startsWith("provider") ? "" : "  provider: azure\n";
    return new BadDocument(
        name,
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: BackupLocation
        metadata: {name: %s, namespace: team-shop}
        spec:
          %s
        %s  azure: {storageAccount: shopbackups, container: backups}
        """
            .formatted(name, line, provider),
        number,
        field,
        "Unsupported");
  }

  private static BadDocument backup(String name, String line, String field) {
    return new BadDocument(
        name,
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: Backup
        metadata: {name: %s, namespace: team-shop}
        spec:
          clusterRef: {name: any}
          locationRef: {name: any}
          namespaces: [shop]
          %s
        """
            .formatted(name, line),
        8,
        field,
        "Unsupported");
  }

  @Override
  public String toString() {
    return name;
  }
}
