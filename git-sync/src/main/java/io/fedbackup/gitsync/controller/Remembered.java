package io.fedbackup.gitsync.controller;

import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.gitsync.watch.Sentinel;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one GitSync between syncs: a cache, made anew after a restart. Used by one
 * thread at a time.
 */
final class Remembered {
  final Documents documents;
  final Sentinel sentinel;

  /** Until when nothing is to be done; null where it has to be synced. */
  @Nullable Rest rest;

  /** What was applied in full the last time, also if later commits could not be. */
  @Nullable Rest good;

  Remembered(Documents documents, Sentinel sentinel) {
    this.documents = documents;
    this.sentinel = sentinel;
  }
}
