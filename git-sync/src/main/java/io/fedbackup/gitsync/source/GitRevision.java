package io.fedbackup.gitsync.source;

import java.util.Optional;

/**
 * A commit, and the ref by which it was found; a range of versions has become the tag that it led
 * to.
 *
 * @param commit its full hash
 * @param tagObject full hash of the annotated tag by which it was found; absent for branches,
 *     commits and lightweight tags
 */
public record GitRevision(GitRef ref, String commit, Optional<String> tagObject) {

  /** What has to be fetched: the tag, which brings its commit, or the commit. */
  String fetched() {
    return tagObject.orElse(commit);
  }

  /** {@code main@sha1:4f0c…}, as statuses show it. */
  @Override
  public String toString() {
    String algorithm = commit.length() == 40 ? "sha1:" : "sha256:";
    return switch (ref) {
      case GitRef.Branch branch -> branch.name() + "@" + algorithm + commit;
      case GitRef.Tag tag -> tag.name() + "@" + algorithm + commit;
      case GitRef.Versions versions -> versions.range() + "@" + algorithm + commit;
      case GitRef.Commit ignored -> algorithm + commit;
    };
  }
}
