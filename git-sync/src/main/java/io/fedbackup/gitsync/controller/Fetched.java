package io.fedbackup.gitsync.controller;

import io.fedbackup.gitsync.source.GitFiles;

/**
 * A commit that was fetched.
 *
 * @param files below the GitSync's own path; closed with this
 * @param commit opens other paths, and other commits
 */
record Fetched(GitFiles files, Commits.Commit commit) implements AutoCloseable {
  @Override
  public void close() {
    files.close();
  }
}
