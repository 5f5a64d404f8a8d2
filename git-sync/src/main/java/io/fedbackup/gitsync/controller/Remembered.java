package io.fedbackup.gitsync.controller;

import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.gitsync.source.GitRevision;
import io.fedbackup.gitsync.watch.Sentinel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one GitSync between syncs: a cache, made anew after a restart. Used by one
 * thread at a time, where nothing else is said.
 */
final class Remembered {
  final Documents documents;
  final Sentinel sentinel;

  /** Whether a Git server has told of a push since the last sync began; set by any thread. */
  final AtomicBoolean pushed = new AtomicBoolean();

  /** The commit that the last sync found; null where it came to none. */
  @Nullable GitRevision revision;

  /** Until when nothing is to be done; null where it has to be synced. */
  @Nullable Rest rest;

  /** What was applied in full the last time, also if later commits could not be. */
  @Nullable Rest good;

  Remembered(Documents documents, Sentinel sentinel) {
    this.documents = documents;
    this.sentinel = sentinel;
  }
}
