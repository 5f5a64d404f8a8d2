package io.fedbackup.gitsync.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.plan.Change;
import java.util.Optional;

/**
 * What a dry run said to one change: the object as it would be, or why it is refused.
 *
 * @param after present unless it is refused
 * @param refusal what the server said, in one sentence
 */
public record Foreseen(Change change, Optional<JsonNode> after, Optional<Failure> refusal) {

  /**
   * From an attempt.
   *
   * @throws ClusterException where the server did not answer for the object: nothing is known
   */
  static Foreseen of(Attempt<Change, JsonNode> attempt) {
    Change change = attempt.item();
    attempt
        .failure()
        .filter(failure -> !isAnswer(failure))
        .ifPresent(
            failure -> {
              throw failure;
            });
    return new Foreseen(
        change, attempt.result(), attempt.failure().map(it -> new Failure(change.key(), it)));
  }

  private static boolean isAnswer(ClusterException failure) {
    return switch (failure.kind()) {
      case FORBIDDEN, INVALID, KIND_MISSING, CONFLICT -> true;
      case UNAVAILABLE, UNAUTHORIZED, UNEXPECTED -> false;
    };
  }
}
