package io.fedbackup.planning.naming;

import java.util.Map;

/**
 * For whom something is written into an application cluster: its labels and annotations.
 *
 * @param installation which installation writes
 * @param kind kind of our object, for example {@code BackupSchedule}
 * @param owner our object
 * @param ownerUid UID of our object; for an object that several of ours share, that of the one it
 *     is named after
 * @param clusterHash {@link ClusterKey#hash()} of the cluster written to
 */
public record Ownership(
    String installation, String kind, ObjectName owner, String ownerUid, String clusterHash) {

  /** The labels by which the objects of an installation are found. */
  public Map<String, String> labels() {
    return Map.of(
        Labels.INSTALLATION, installation, Labels.KIND, kind, Labels.CLUSTER, clusterHash);
  }

  /** The owner, for people and for {@code AlreadyExists} of one-shot instructions. */
  public Map<String, String> annotations() {
    return Map.of(
        Annotations.OWNER_NAMESPACE, owner.namespace(),
        Annotations.OWNER_NAME, owner.name(),
        Annotations.OWNER_UID, ownerUid);
  }
}
