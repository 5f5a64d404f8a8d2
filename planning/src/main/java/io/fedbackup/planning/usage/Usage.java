package io.fedbackup.planning.usage;

import io.fedbackup.api.v1alpha1.UsagePhase;
import io.fedbackup.api.v1alpha1.UsedBy;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.Refusal;
import java.time.Duration;
import java.util.List;

/**
 * How an object is doing that only has a meaning where it is used.
 *
 * @param phase of the object
 * @param outcome for the conditions
 * @param users who names it, all of them
 */
public record Usage(UsagePhase phase, Outcome outcome, List<UsedBy> users) {
  private static final int NAMES_SHOWN = 5;
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

  /** Copies the list. */
  public Usage {
    users = List.copyOf(users);
  }

  /**
   * Works it out.
   *
   * @param refusals what the object asks for and does not get
   * @param users who names it
   * @param removing whether the object is being deleted: it stays while it is used
   */
  public static Usage of(List<Refusal> refusals, List<UsedBy> users, boolean removing) {
    if (removing && !users.isEmpty()) {
      String message = "still used by " + names(users) + ". " + Reason.IN_USE.remedy();
      return new Usage(
          UsagePhase.REMOVING, Outcome.waiting(Reason.IN_USE, message, LOOK_AGAIN), users);
    }
    if (!refusals.isEmpty()) {
      String message = Refusal.advice(refusals, NAMES_SHOWN);
      return new Usage(
          UsagePhase.REFUSED, Outcome.blocked(refusals.getFirst().reason(), message), users);
    }
    return users.isEmpty()
        ? new Usage(UsagePhase.UNUSED, Outcome.done(Reason.UNUSED, Reason.UNUSED.meaning()), users)
        : new Usage(
            UsagePhase.IN_USE, Outcome.done(Reason.SUCCEEDED, "used by " + names(users)), users);
  }

  private static String names(List<UsedBy> users) {
    return Messages.list(
        users.stream().map(user -> user.kind() + " " + user.name()).toList(), NAMES_SHOWN);
  }
}
