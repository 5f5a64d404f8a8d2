package io.fedbackup.gitsync.source;

/**
 * A commit, and the ref by which it was found.
 *
 * @param commit its full hash
 */
public record GitRevision(GitRef ref, String commit) {

  /** {@code main@sha1:4f0c…}, as statuses show it. */
  @Override
  public String toString() {
    String algorithm = commit.length() == 40 ? "sha1:" : "sha256:";
    return switch (ref) {
      case GitRef.Branch branch -> branch.name() + "@" + algorithm + commit;
      case GitRef.Tag tag -> tag.name() + "@" + algorithm + commit;
      case GitRef.Commit ignored -> algorithm + commit;
    };
  }
}
