package io.fedbackup.gitsync.receiver;

import io.fedbackup.api.v1alpha1.GitReference;
import java.util.Set;

/** Which pushes concern a GitSync. */
public sealed interface FollowedRef {
  /** What a spec follows. */
  static FollowedRef of(GitReference reference) {
    if (reference.branch() != null) {
      return new One("refs/heads/" + reference.branch());
    }
    if (reference.tag() != null) {
      return new One("refs/tags/" + reference.tag());
    }
    return reference.semver() != null ? new AnyTag() : new None();
  }

  /** Whether one of these refs is followed. */
  boolean isAmong(Set<String> refs);

  /** Just one ref, by its full name. */
  record One(String name) implements FollowedRef {
    @Override
    public boolean isAmong(Set<String> refs) {
      return refs.contains(name);
    }
  }

  /** All tags: a range of versions. */
  record AnyTag() implements FollowedRef {
    @Override
    public boolean isAmong(Set<String> refs) {
      return refs.stream().anyMatch(ref -> ref.startsWith("refs/tags/"));
    }
  }

  /** A commit, which no push changes. */
  record None() implements FollowedRef {
    @Override
    public boolean isAmong(Set<String> refs) {
      return false;
    }
  }
}
