package io.fedbackup.gitsync.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.drift.FieldDifference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One object that has to be applied.
 *
 * @param body what is applied, with the owner's labels
 * @param live what is there of the owner; empty: nothing that the owner knows of
 * @param differences the fields that differ, where it is there
 * @param expected whether it was there at the end of the owner's last sync
 */
public record Change(
    ObjectKey key,
    ResourceKind kind,
    ObjectNode body,
    Optional<LiveObject> live,
    List<FieldDifference> differences,
    boolean expected) {

  /** Whether nothing of the owner is there yet. */
  public boolean isNew() {
    return live.isEmpty();
  }

  /** Whether somebody removed it since the last sync. */
  public boolean isMissing() {
    return expected && live.isEmpty();
  }

  /** Whether a value differs, and not just who owns a field. */
  public boolean isVisible() {
    return isNew() || !differences.isEmpty();
  }

  /**
   * The fields that somebody else changed after that time, as far as the server says so: what
   * differs without that is what a new commit changes.
   */
  public List<FieldDifference> changedByOthersAfter(Instant time) {
    return differences.stream()
        .filter(it -> it.manager() != null)
        .filter(it -> it.changedAt() != null && it.changedAt().isAfter(time))
        .toList();
  }
}
