package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSync;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A GitSync as git-sync has written it last. The framework's cache follows a watch and may lag
 * behind: whoever went by it would take for new what the last sync has applied, and would not call
 * it drift when somebody removes that. Used by one thread at a time.
 */
final class OwnWrites {
  /** Versions that were the base of a write, and are the newest no more. */
  private final Set<String> overtaken = new HashSet<>();

  private @Nullable GitSync written;

  /**
   * The newer one of what a cache has and what was written.
   *
   * @param cached whose versions only go forward
   */
  GitSync newest(GitSync cached) {
    if (written != null && overtaken.contains(version(cached))) {
      return written;
    }
    overtaken.clear();
    written = null;
    return cached;
  }

  /**
   * Something was written.
   *
   * @param before what the write was conditional on, as {@link #newest} gave it
   * @param after what the API server has made of it
   */
  void wrote(GitSync before, GitSync after) {
    if (!version(before).equals(version(after))) {
      overtaken.add(version(before));
      written = after;
    }
  }

  private static String version(GitSync sync) {
    return sync.getMetadata().getResourceVersion();
  }
}
