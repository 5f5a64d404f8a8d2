package io.fedbackup.gitsync.preview;

import io.fedbackup.planning.consequence.Consequence;
import io.fedbackup.planning.consequence.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What an apply would do.
 *
 * @param revision what is compared: a directory, or a commit
 * @param changes objects that are made, changed or removed, in the order in which that happens
 * @param consequences for the fleet, the riskiest first
 * @param unchanged how many objects stay as they are
 * @param notRemoved how many objects left the directory and stay, since pruning is off
 * @param confirmation what a person would have to confirm first
 */
public record Preview(
    String revision,
    List<ObjectChange> changes,
    List<Consequence> consequences,
    int unchanged,
    int notRemoved,
    Optional<Held> confirmation) {

  /**
   * A removal of more objects than one sync may remove.
   *
   * @param token that lets it happen
   * @param removals how many would go
   * @param maximum how many may go at once
   */
  public record Held(String token, int removals, int maximum) {}

  /** Copies the lists. */
  public Preview {
    changes = List.copyOf(changes);
    consequences = List.copyOf(consequences);
  }

  /** Whether an apply would write or remove nothing. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Whether backups are erased or protection ends. */
  public boolean isDangerous() {
    return consequences.stream().anyMatch(it -> it.severity() == Severity.DANGEROUS);
  }

  long count(ObjectChange.Action action) {
    return changes.stream().filter(it -> it.action() == action).count();
  }

  /** One line that sums it up. */
  String summary() {
    return "%d to create, %d to change, %d to remove, %d unchanged"
        .formatted(
            count(ObjectChange.Action.CREATE),
            count(ObjectChange.Action.CHANGE),
            count(ObjectChange.Action.REMOVE),
            unchanged);
  }
}
