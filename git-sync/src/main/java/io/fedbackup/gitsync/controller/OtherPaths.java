package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.gitsync.engine.Standing;
import io.fedbackup.gitsync.source.SourceException;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds objects that left a GitSync's path for that of another GitSync of the same repository: they
 * are handed over and not pruned.
 */
final class OtherPaths {
  private final GitSync sync;
  private final String revision;
  private final Function<String, SourceFiles> at;
  private final OtherSyncs others;
  private final Standing standing;

  /**
   * Looks in one commit.
   *
   * @param at the files below a path of it, to be closed by who asks
   */
  OtherPaths(
      GitSync sync,
      String revision,
      Function<String, SourceFiles> at,
      OtherSyncs others,
      Standing standing) {
    this.sync = sync;
    this.revision = revision;
    this.at = at;
    this.others = others;
    this.standing = standing;
  }

  /** Of these objects, those that stand at another's path in the same commit. */
  Set<ObjectKey> standing(Set<ObjectKey> candidates) {
    Set<ObjectKey> found = new HashSet<>();
    if (candidates.isEmpty()) {
      return found;
    }
    for (GitSync other : others.all()) {
      if (isOther(sync, other) && isSameCommit(other)) {
        found.addAll(standing(other, candidates));
      }
    }
    return found;
  }

  private Set<ObjectKey> standing(GitSync other, Set<ObjectKey> candidates) {
    String target = SyncSteps.targetNamespace(other);
    Set<ObjectKey> possible =
        candidates.stream()
            .filter(key -> key.namespace().equals(target))
            .collect(Collectors.toUnmodifiableSet());
    if (possible.isEmpty()) {
      return Set.of();
    }
    try (SourceFiles files = at.apply(other.getSpec().path())) {
      return standing.among(files, target, possible);
    } catch (SourceException e) {
      if (e.kind() == SourceException.Kind.PATH_NOT_FOUND) {
        return Set.of();
      }
      throw e;
    }
  }

  /** Whether it may be that one of these objects of a GitSync stands at the path of another one. */
  static boolean mayHold(GitSync other, GitSync sync, Set<ObjectKey> candidates) {
    String target = SyncSteps.targetNamespace(other);
    return isOther(sync, other)
        && url(sync).equals(url(other))
        && candidates.stream().anyMatch(key -> key.namespace().equals(target));
  }

  private static boolean isOther(GitSync sync, GitSync other) {
    return !sync.getMetadata().getUid().equals(other.getMetadata().getUid());
  }

  /** One that follows the same ref is at the same commit as soon as it looks. */
  private boolean isSameCommit(GitSync other) {
    String commit = revision.substring(revision.lastIndexOf(':') + 1);
    boolean isThere =
        Optional.ofNullable(other.getStatus())
            .map(GitSyncStatus::lastAttemptedRevision)
            .filter(attempted -> attempted.endsWith(":" + commit))
            .isPresent();
    return url(sync).equals(url(other))
        && (isThere || sync.getSpec().ref().equals(other.getSpec().ref()));
  }

  private static String url(GitSync sync) {
    String url = sync.getSpec().url();
    String bare = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    return bare.endsWith(".git") ? bare.substring(0, bare.length() - 4) : bare;
  }
}
