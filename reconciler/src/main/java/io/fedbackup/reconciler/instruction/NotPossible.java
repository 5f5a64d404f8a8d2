package io.fedbackup.reconciler.instruction;

import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;

/**
 * Something is not done on a cluster, for a documented reason. Thrown within the work on one
 * cluster, and turned into that cluster's state at the work's edge.
 */
public final class NotPossible extends RuntimeException {
  private final Reason reason;

  /**
   * Gives up.
   *
   * @param message for people: object, cluster and remedy
   */
  public NotPossible(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** For people: object, cluster and remedy; at most 512 characters. */
  public String text() {
    return Messages.cut(getMessage());
  }

  /** Documented reason. */
  public Reason reason() {
    return reason;
  }
}
