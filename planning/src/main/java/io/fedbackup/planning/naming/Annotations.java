package io.fedbackup.planning.naming;

/** Annotations that fedbackup writes or understands. */
public final class Annotations {
  /** On what we write into a cluster: namespace of our object. A hint for people, never a proof. */
  public static final String OWNER_NAMESPACE = "fedbackup.io/owner-namespace";

  /** On what we write into a cluster: name of our object. A hint for people, never a proof. */
  public static final String OWNER_NAME = "fedbackup.io/owner-name";

  /** On what we write into a cluster: UID of our object. */
  public static final String OWNER_UID = "fedbackup.io/owner-uid";

  /** On a Backup that mirrors, from its create on: what made the backup. */
  public static final String ORIGIN = "fedbackup.io/origin";

  /** On a Backup that mirrors, from its create on: {@code <cluster hash>/<Stork UID>}. */
  public static final String MIRRORS = "fedbackup.io/mirrors";

  /**
   * On a standing instruction: hash of what was wanted when it was written. What differs although
   * this is the same is drift, not our own change.
   */
  public static final String INTENT = "fedbackup.io/intent";

  /** On a Namespace, value {@code "true"}: suspends every schedule in it. */
  public static final String SUSPEND = "fedbackup.io/suspend";

  /** Any new value asks for the kind's first action: discover, validate, probe. */
  public static final String REQUESTED_AT = "fedbackup.io/requested-at";

  private Annotations() {}
}
