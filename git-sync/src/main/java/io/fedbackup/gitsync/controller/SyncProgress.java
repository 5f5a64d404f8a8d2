package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.Confirmation;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * What one sync has found and done so far; filled step by step, read by whoever builds the status.
 * Not thread-safe.
 */
final class SyncProgress {
  final List<Fact> facts = new ArrayList<>();
  final List<EventRecord> events = new ArrayList<>();
  @Nullable String attempted;
  @Nullable String applied;
  @Nullable NavigableSet<ObjectKey> inventory;
  @Nullable Confirmation confirmation;
  int drifted;
  @Nullable Outcome outcome;

  Outcome end(Outcome end) {
    this.outcome = end;
    return end;
  }
}
