package io.fedbackup.gitsync.commitstatus;

import io.fedbackup.planning.outcome.Messages;

/**
 * What is to be shown beside a commit.
 *
 * @param commit its full hash
 * @param owner namespace and name of the GitSync, with a slash between them; tells its reports from
 *     those of others on the same commit
 * @param description for people, at most {@value #LONGEST} characters: what GitHub takes
 */
public record CommitReport(String commit, String owner, CommitState state, String description) {
  private static final int LONGEST = 140;

  /** Cuts the description. */
  public CommitReport {
    description = Messages.cut(description, LONGEST);
  }
}
