package io.fedbackup.agent.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fedbackup.agent.store.FailureReason;
import io.fedbackup.agent.store.ObjectLock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@code validate} found, as it stands in the termination message.
 *
 * @param verb always {@code validate}
 * @param verdict whether the location is usable from this pod
 * @param reason why not; absent when it is
 * @param message what happened, one sentence of at most {@value Text#MESSAGE_LIMIT} characters;
 *     empty when all is well
 * @param remedy what a person can do, likewise
 * @param identity the identity that was used
 * @param objectLock how the container protects its objects; absent where the identity may not read
 *     it
 * @param marker whether a marker was written (and deleted again)
 * @param durationMillis how long it took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "verb",
  "verdict",
  "reason",
  "message",
  "remedy",
  "identity",
  "objectLock",
  "marker",
  "durationMillis"
})
public record ValidationResult(
    String verb,
    Verdict verdict,
    @Nullable FailureReason reason,
    String message,
    String remedy,
    Identity identity,
    @Nullable ObjectLock objectLock,
    Marker marker,
    long durationMillis) {

  /** The name of the verb. */
  public static final String VERB = "validate";

  /** The verdict. */
  public enum Verdict {
    /** Usable. */
    Valid,
    /** Not usable; the reason says why. */
    Failed
  }

  /** What became of the marker. */
  public enum Marker {
    /** Written, and deleted again. */
    written,
    /** Not written: an immutability policy is in force, or an earlier step failed. */
    skipped
  }

  /**
   * The identity of the pod.
   *
   * @param clientID the client ID from the environment; empty when there is none
   * @param tenantID the tenant ID from the environment; empty when there is none
   */
  public record Identity(String clientID, String tenantID) {}

  /** Returns the same result with other texts. */
  ValidationResult withTexts(String otherMessage, String otherRemedy) {
    return new ValidationResult(
        verb,
        verdict,
        reason,
        otherMessage,
        otherRemedy,
        identity,
        objectLock,
        marker,
        durationMillis);
  }

  /** Returns the same result with the time that it took. */
  public ValidationResult took(Duration duration) {
    return new ValidationResult(
        verb, verdict, reason, message, remedy, identity, objectLock, marker, duration.toMillis());
  }
}
