package io.fedbackup.gitsync.validate;

import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Problems;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of a validation.
 *
 * @param manifests the documents without problems of their own, in the order of files; to be
 *     applied only where there is no problem at all
 * @param problems errors, sorted by place; at most {@link Problems#MAXIMUM}
 * @param totalProblems with those that were not kept
 * @param warnings what somebody should look at although it is applied, sorted by place; at most
 *     {@link Problems#MAXIMUM}
 */
public record Validated(
    List<Manifest> manifests, List<Problem> problems, int totalProblems, List<Problem> warnings) {

  /** Whether the documents may be applied. */
  public boolean isValid() {
    return totalProblems == 0;
  }

  /** Errors and warnings together, sorted by place. */
  public List<Problem> all() {
    return Stream.concat(problems.stream(), warnings.stream()).sorted().toList();
  }
}
