package io.fedbackup.gitsync.commitstatus;

/** How a commit fares. */
public enum CommitState {
  /** On its way. */
  PENDING,
  /** Applied in full. */
  SUCCESS,
  /** Refused, applied in part, or the cluster differs from it. */
  FAILURE,
  /** Could not be tried. */
  ERROR
}
