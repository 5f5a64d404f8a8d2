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
  @Nullable Rest rest;

  Remembered(Documents documents, Sentinel sentinel) {
    this.documents = documents;
    this.sentinel = sentinel;
  }
}
