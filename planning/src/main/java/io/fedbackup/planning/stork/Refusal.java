package io.fedbackup.planning.stork;

import io.fedbackup.planning.reason.Reason;

/**
 * Why something asked for is not done at all.
 *
 * @param field path in the object that asks, for example {@code spec.template.options}
 * @param reason documented reason
 * @param message one sentence: what is refused, what is allowed
 */
public record Refusal(String field, Reason reason, String message) {
  /** Field and message, for conditions. */
  public String text() {
    return field + ": " + message;
  }
}
