package io.fedbackup.gitsync.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.drift.FieldDifference;
import java.util.List;
import java.util.Optional;

/**
 * One object that has to be applied.
 *
 * @param body what is applied, with the owner's labels
 * @param live what is there under the owner's labels; empty: nothing, or it lost them
 * @param differences the fields that differ, where it is there
 */
public record Change(
    ObjectKey key,
    ResourceKind kind,
    ObjectNode body,
    Optional<LiveObject> live,
    List<FieldDifference> differences) {

  /** Whether nothing under the owner's labels is there yet. */
  public boolean isNew() {
    return live.isEmpty();
  }
}
