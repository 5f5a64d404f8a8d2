package io.fedbackup.gitsync.apply;

import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.List;

/**
 * What was applied.
 *
 * @param applied objects that were written
 * @param conflicts objects that were left as they are, because another field manager has a field
 *     that would have to change, and the policy is to report that
 * @param failures of the stage that ended the run; empty where none did
 * @param notTried objects of later stages
 */
public record Applied(
    List<ObjectKey> applied, List<Failure> conflicts, List<Failure> failures, int notTried) {

  /** Nothing was to be applied. */
  public static Applied nothing() {
    return new Applied(List.of(), List.of(), List.of(), 0);
  }

  /** Whether the whole plan was applied. */
  public boolean isComplete() {
    return failures.isEmpty() && conflicts.isEmpty();
  }
}
