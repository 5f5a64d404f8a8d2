package io.fedbackup.api.v1alpha1;

/** Annotations and labels on objects of the group that users or the control plane set. */
public final class Annotations {

  /** Any new value asks for the kind's first action: discover, validate, probe, sync. */
  public static final String REQUESTED_AT = "fedbackup.io/requested-at";

  /** Any new value asks for a search for unknown backups. */
  public static final String SYNC_REQUESTED_AT = "fedbackup.io/sync-requested-at";

  /** Any new value asks for new credentials. */
  public static final String REFRESH_REQUESTED_AT = "fedbackup.io/refresh-requested-at";

  /** {@code "true"} on a Namespace suspends every schedule in it. */
  public static final String SUSPEND = "fedbackup.io/suspend";

  /** The token of what waits for a person. */
  public static final String CONFIRM = "fedbackup.io/confirm";

  /** On a Backup: who asked for it. Only the control plane sets it. */
  public static final String ORIGIN = "fedbackup.io/origin";

  /** On a Backup: {@code <cluster hash>/<Stork UID>}. Only the control plane sets it. */
  public static final String MIRRORS = "fedbackup.io/mirrors";

  /** A label that every ApplicationCluster has: its own name. */
  public static final String CLUSTER_NAME_LABEL = "fedbackup.io/cluster-name";

  private Annotations() {}
}
