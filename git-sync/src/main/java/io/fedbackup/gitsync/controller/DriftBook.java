package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.planning.drift.DriftLedger;
import java.time.Instant;

/** Where it is written down what differs from Git: one DriftReport per GitSync. Thread-safe. */
interface DriftBook {

  /** What is written of this GitSync. */
  DriftLedger read(GitSync sync);

  /** Writes it anew, where that changes anything. */
  void write(GitSync sync, Update update);

  /** From what is written to what shall be. */
  @FunctionalInterface
  interface Update {
    DriftLedger after(DriftLedger before, Instant now);
  }
}
