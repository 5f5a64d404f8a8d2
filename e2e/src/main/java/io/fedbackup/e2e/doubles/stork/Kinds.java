package io.fedbackup.e2e.doubles.stork;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;

/** A kind that Stork registers. */
record Kinds(String kind, String plural, boolean namespaced) {

  static final String GROUP = "stork.libopenstorage.org";
  static final String VERSION = "v1alpha1";

  static final Kinds APPLICATION_BACKUP =
      new Kinds("ApplicationBackup", "applicationbackups", true);
  static final Kinds APPLICATION_BACKUP_SCHEDULE =
      new Kinds("ApplicationBackupSchedule", "applicationbackupschedules", true);
  static final Kinds BACKUP_LOCATION = new Kinds("BackupLocation", "backuplocations", true);
  static final Kinds NAMESPACED_SCHEDULE_POLICY =
      new Kinds("NamespacedSchedulePolicy", "namespacedschedulepolicies", true);
  static final Kinds RULE = new Kinds("Rule", "rules", true);
  static final Kinds SCHEDULE_POLICY = new Kinds("SchedulePolicy", "schedulepolicies", false);

  static final List<Kinds> ALL =
      List.of(
          APPLICATION_BACKUP,
          APPLICATION_BACKUP_SCHEDULE,
          new Kinds("ApplicationClone", "applicationclones", true),
          new Kinds("ApplicationRegistration", "applicationregistrations", false),
          new Kinds("ApplicationRestore", "applicationrestores", true),
          BACKUP_LOCATION,
          new Kinds("ClusterDomainsStatus", "clusterdomainsstatuses", false),
          new Kinds("ClusterDomainUpdate", "clusterdomainupdates", false),
          new Kinds("ClusterPair", "clusterpairs", true),
          new Kinds("DataExport", "dataexports", true),
          new Kinds("GroupVolumeSnapshot", "groupvolumesnapshots", true),
          new Kinds("Migration", "migrations", true),
          new Kinds("MigrationSchedule", "migrationschedules", true),
          NAMESPACED_SCHEDULE_POLICY,
          new Kinds("PlatformCredential", "platformcredentials", true),
          new Kinds("ResourceTransformation", "resourcetransformations", true),
          RULE,
          SCHEDULE_POLICY,
          new Kinds("VolumeSnapshotSchedule", "volumesnapshotschedules", true));

  String crdName() {
    return plural + "." + GROUP;
  }

  String collection(String namespace) {
    return base() + (namespaced ? "/namespaces/" + namespace : "") + "/" + plural;
  }

  String everywhere() {
    return base() + "/" + plural;
  }

  String path(String namespace, String name) {
    return collection(namespace) + "/" + name;
  }

  ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(GROUP)
        .withVersion(VERSION)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(namespaced)
        .build();
  }

  private static String base() {
    return "/apis/" + GROUP + "/" + VERSION;
  }
}
