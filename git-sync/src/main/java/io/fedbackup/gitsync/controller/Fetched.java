package io.fedbackup.gitsync.controller;

import io.fedbackup.gitsync.source.GitFiles;
import io.fedbackup.gitsync.source.SourceFiles;
import java.util.function.Function;

/**
 * A commit that was fetched.
 *
 * @param files below the GitSync's own path; closed with this
 * @param at the files below another path of the same commit, to be closed by who asks
 */
record Fetched(GitFiles files, Function<String, SourceFiles> at) implements AutoCloseable {
  @Override
  public void close() {
    files.close();
  }
}
