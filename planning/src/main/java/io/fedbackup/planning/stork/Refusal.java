package io.fedbackup.planning.stork;

import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import java.util.List;

/**
 * Why something asked for is not done at all.
 *
 * @param field path in the object that asks, for example {@code spec.template.resourceTypes[1]} or
 *     {@code spec.template.options["portworx.io/backup-type"]}
 * @param reason documented reason
 * @param message one sentence: what is refused, what is allowed
 * @param byDesign whether it is a feature that fedbackup does not have on purpose
 */
public record Refusal(String field, Reason reason, String message, boolean byDesign) {

  /** Of a value that is wrong, or of a feature that may come. */
  public Refusal(String field, Reason reason, String message) {
    this(field, reason, message, false);
  }

  /** Of a feature that fedbackup does not have on purpose. */
  public static Refusal byDesign(String field, String message) {
    return new Refusal(field, Reason.INVALID_SPEC, message, true);
  }

  /** Field and message; what shows it adds what to do. */
  public String text() {
    return field + ": " + message;
  }

  /** Field, message and what to do, for conditions. */
  public String advice() {
    return reason.advise(text());
  }

  /**
   * Several in one condition: the first ones, and what to do about the first.
   *
   * @param refusals at least one
   * @param shown how many are named
   */
  public static String advice(List<Refusal> refusals, int shown) {
    var texts = refusals.stream().map(Refusal::text).toList();
    return refusals.getFirst().reason().advise(Messages.list(texts, shown));
  }
}
