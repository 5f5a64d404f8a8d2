package io.fedbackup.gitsync.validate;

import io.fedbackup.gitsync.report.Problem;
import java.util.List;

/**
 * The result of a validation.
 *
 * @param manifests the documents without problems of their own, in the order of files; to be
 *     applied only where there is no problem at all
 * @param problems sorted by place; at most {@link io.fedbackup.gitsync.report.Problems#MAXIMUM}
 * @param totalProblems with those that were not kept
 */
public record Validated(List<Manifest> manifests, List<Problem> problems, int totalProblems) {

  /** Whether the documents may be applied. */
  public boolean isValid() {
    return totalProblems == 0;
  }
}
