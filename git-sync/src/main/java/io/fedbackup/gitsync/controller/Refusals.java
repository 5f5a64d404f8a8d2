package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSyncSpec;
import io.fedbackup.gitsync.source.GitRef;
import io.fedbackup.planning.reason.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of a GitSync that this version refuses rather than ignore. */
final class Refusals {
  private Refusals() {}

  /** Ends the sync where such a field is set. */
  static void check(GitSyncSpec spec) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("verify", spec.verify());
    fields.put("ref.semver", spec.ref().semver());
    fields.forEach(
        (field, value) -> {
          if (value != null) {
            throw refused("spec." + field + " is not served by this version; remove it");
          }
        });
    if (spec.url().startsWith("ssh://")) {
      throw refused("spec.url: ssh:// is not served by this version; use https://");
    }
  }

  /** The ref that the spec names. */
  static GitRef ref(GitSyncSpec spec) {
    var ref = spec.ref();
    if (ref.branch() != null) {
      return new GitRef.Branch(ref.branch());
    }
    if (ref.tag() != null) {
      return new GitRef.Tag(ref.tag());
    }
    if (ref.commit() != null) {
      return new GitRef.Commit(ref.commit());
    }
    throw SyncTrouble.terminal(
        Reason.INVALID_SPEC, "spec.ref names neither branch, tag nor commit");
  }

  private static SyncTrouble refused(String message) {
    return SyncTrouble.terminal(Reason.NOT_YET_SUPPORTED, message);
  }
}
