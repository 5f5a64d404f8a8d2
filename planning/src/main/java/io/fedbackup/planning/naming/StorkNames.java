package io.fedbackup.planning.naming;

/**
 * Names of the Stork objects that stand for ours: {@code <our name, cut to 40>-<10 hex of SHA-256
 * of KEY>}, always with the hash.
 *
 * <p>What differs by kind is KEY. Locations and rules have the same name on every cluster, because
 * a backup that another cluster finds in the store names them; schedules have another one on each,
 * because Stork's sync skips a backup whose name the cluster already has.
 *
 * <p>A name is never stored as the proof of ownership: it is computed anew from our object.
 */
public final class StorkNames {
  private static final int LONGEST_OWN_PART = 40;
  private static final int HASH_DIGITS = 10;

  private final String installation;

  /**
   * Names of one installation.
   *
   * @param installation UID of the backup cluster's kube-system, or what the installation was given
   */
  public StorkNames(String installation) {
    if (installation.isBlank()) {
      throw new IllegalArgumentException("the installation must have an ID");
    }
    this.installation = installation;
  }

  /** Name of Stork's BackupLocation, and of the Secret beside it; the same on every cluster. */
  public String location(ObjectName location, String storageAccount, String container) {
    return name(
        location.name(),
        installation,
        location.namespace(),
        location.name(),
        storageAccount,
        container);
  }

  /** Name of Stork's Rule; the same on every cluster. */
  public String rule(ObjectName rule) {
    return name(rule.name(), installation, rule.namespace(), rule.name());
  }

  /**
   * Name of Stork's ApplicationBackupSchedule on one cluster.
   *
   * @param part empty for the first day or date of the policy, else the day or date, for example
   *     {@code Tue} or {@code 15}
   */
  public String schedule(ObjectName schedule, ClusterKey cluster, String part) {
    return perCluster(schedule, cluster, part);
  }

  /**
   * Name of Stork's SchedulePolicy on one cluster.
   *
   * @param part as in {@link #schedule}
   */
  public String schedulePolicy(ObjectName policy, ClusterKey cluster, String part) {
    return perCluster(policy, cluster, part);
  }

  /**
   * Name of the ApplicationBackup or ApplicationRestore of one of our objects: its UID decides, so
   * that an object that was removed and made again gets another one.
   */
  public String oneShot(String ourName, String ourUid) {
    return name(ourName, ourUid);
  }

  private String perCluster(ObjectName ours, ClusterKey cluster, String part) {
    return name(
        ours.name(),
        installation,
        ours.namespace(),
        ours.name(),
        cluster.clusterUid(),
        cluster.adminNamespace(),
        part);
  }

  private static String name(String ourName, String... key) {
    var own =
        ourName.length() <= LONGEST_OWN_PART ? ourName : ourName.substring(0, LONGEST_OWN_PART);
    return own + "-" + Hash.hex(String.join("/", key), HASH_DIGITS);
  }
}
