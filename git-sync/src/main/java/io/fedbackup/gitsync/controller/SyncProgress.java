package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.Confirmation;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.source.GitRevision;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.outcome.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one sync has found and done so far; filled step by step, read by whoever builds the status.
 * Not thread-safe.
 */
final class SyncProgress {
  final List<Fact> facts = new ArrayList<>();

  /** To be written before the status. */
  final List<EventRecord> events = new ArrayList<>();

  @Nullable String attempted;

  /** The commit that is looked at; null where the sync did not come to one. */
  @Nullable GitRevision revision;

  @Nullable String applied;
  @Nullable Confirmation confirmation;
  int drifted;
  @Nullable Outcome outcome;

  /** What the GitSync had before. */
  Set<ObjectKey> inventoryBefore = Set.of();

  /** What is remembered of what it applied in full the last time. */
  @Nullable Rest good;

  /** What it has now; null where the sync did not come to that. */
  @Nullable NavigableSet<ObjectKey> inventory;

  /** The GitSync with the status that says what this came to; null where it was not written. */
  @Nullable GitSync stored;

  /** What the status says is applied from now on; null leaves it as it is. */
  AppliedDigest.@Nullable Mark mark;

  /** Whether the cluster was compared with what was applied last, without the repository. */
  boolean compared;

  /** Whether all was looked at that a watch had called for, although the sync ended early. */
  boolean kept;

  /** Whether the next sync should not wait for its time. */
  boolean soon;

  /** Whether something was put right that somebody else had changed or removed. */
  boolean corrected;

  /** The documents, where the sync came to them. */
  List<Manifest> wanted = List.of();

  /** What was made as wanted. */
  List<ObjectKey> written = List.of();

  /** When objects that are missing were seen to go. */
  Function<ObjectKey, Optional<Instant>> goneAt = key -> Optional.empty();

  private final Consumer<GitRevision> started;

  SyncProgress() {
    this(revision -> {});
  }

  /**
   * For one sync.
   *
   * @param started is told of the commit as soon as it is known
   */
  SyncProgress(Consumer<GitRevision> started) {
    this.started = started;
  }

  /** The sync has found the commit that it is about. */
  void attempt(GitRevision found) {
    attempted = found.toString();
    revision = found;
    started.accept(found);
  }

  /** Whether the sync came to compare Git with the cluster. */
  boolean comparedWithGit() {
    return inventory != null;
  }

  /** Whether it looked at all objects, and what it wanted to write could be written. */
  boolean isThrough() {
    return kept || (comparedWithGit() && !(outcome instanceof Outcome.Failed));
  }

  Outcome end(Outcome end) {
    this.outcome = end;
    return end;
  }
}
