package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSync;
import java.util.Map;

/** Reads Secrets with the rights of a GitSync's account. Thread-safe. */
@FunctionalInterface
interface SecretReader {
  /**
   * The data of a Secret of the GitSync's namespace.
   *
   * @throws SyncTrouble where it cannot be read
   */
  Map<String, byte[]> read(GitSync sync, String name);
}
