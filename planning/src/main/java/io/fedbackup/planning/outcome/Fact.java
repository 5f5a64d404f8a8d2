package io.fedbackup.planning.outcome;

import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.planning.reason.Reason;

/**
 * What a condition of a kind's own says, before generation and transition time are known.
 *
 * @param type UpperCamelCase, for example {@code StorkReady}
 * @param message may be empty when the status is {@code TRUE}
 */
public record Fact(String type, ConditionStatus status, Reason reason, String message) {

  /** True or False. */
  public static Fact of(String type, boolean holds, Reason reason, String message) {
    return new Fact(type, holds ? ConditionStatus.TRUE : ConditionStatus.FALSE, reason, message);
  }
}
