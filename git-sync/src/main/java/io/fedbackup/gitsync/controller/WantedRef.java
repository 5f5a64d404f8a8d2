package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSyncSpec;
import io.fedbackup.gitsync.source.GitRef;
import io.fedbackup.gitsync.source.VersionRange;
import io.fedbackup.planning.reason.Reason;

/** What a GitSync follows in its repository. */
final class WantedRef {
  private WantedRef() {}

  /**
   * The ref that the spec names.
   *
   * @throws io.fedbackup.gitsync.source.SourceException where Git would not take it
   */
  static GitRef of(GitSyncSpec spec) {
    var ref = spec.ref();
    if (ref.branch() != null) {
      return new GitRef.Branch(ref.branch());
    }
    if (ref.tag() != null) {
      return new GitRef.Tag(ref.tag());
    }
    if (ref.semver() != null) {
      return new GitRef.Versions(VersionRange.of(ref.semver()));
    }
    if (ref.commit() != null) {
      return new GitRef.Commit(ref.commit());
    }
    throw SyncTrouble.terminal(
        Reason.INVALID_SPEC, "spec.ref names neither branch, tag, semver nor commit");
  }
}
