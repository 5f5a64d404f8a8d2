package io.fedbackup.planning.validation;

import io.fedbackup.api.v1alpha1.CloudIdentity;
import io.fedbackup.api.v1alpha1.LocationIdentity;
import io.fedbackup.api.v1alpha1.ObjectLockStatus;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a validation on one cluster came to.
 *
 * @param reason {@link Reason#VALID}, or why the cluster cannot use the location
 * @param message for people, at most 512 characters; empty when valid
 * @param remedy what to do, at most 512 characters; empty when valid
 * @param identity the identity that the agent had; null when it did not say
 * @param objectLock what the agent could read of the container's protection; null when it could not
 */
public record Verdict(
    Reason reason,
    String message,
    String remedy,
    @Nullable CloudIdentity identity,
    @Nullable ObjectLockStatus objectLock) {

  /** Cuts the texts. */
  public Verdict {
    message = Messages.cut(message);
    remedy = Messages.cut(remedy);
  }

  /** The agent came to no result; the reason's own remedy applies. */
  static Verdict withoutResult(Reason reason, String message) {
    return new Verdict(reason, message, reason.remedy(), null, null);
  }

  /**
   * Whether an agent gives this reason; the others come from what is known of the cluster itself.
   */
  public static boolean isOfAgent(Reason reason) {
    return reason == Reason.VALID || TerminationMessage.FAILURES.contains(reason);
  }

  /** Whether the cluster can use the location. */
  public boolean valid() {
    return reason == Reason.VALID;
  }

  /**
   * The same verdict, unless the location expects another identity than the agent had: the agent
   * was told what to expect, but a result is believed only as far as it shows it.
   */
  public Verdict checkedAgainst(@Nullable LocationIdentity expectation) {
    CloudIdentity expected = expectation == null ? null : expectation.azure();
    if (!valid() || expected == null || fits(expected, identity)) {
      return this;
    }
    String message =
        "the location expects identity %s, the cluster has %s"
            .formatted(shown(expected), shown(identity));
    return new Verdict(
        Reason.IDENTITY_MISMATCH, message, Reason.IDENTITY_MISMATCH.remedy(), identity, objectLock);
  }

  private static boolean fits(CloudIdentity expected, @Nullable CloudIdentity actual) {
    return actual != null
        && same(expected.clientID(), actual.clientID())
        && same(expected.tenantID(), actual.tenantID());
  }

  private static boolean same(@Nullable String expected, @Nullable String actual) {
    return expected == null || expected.equalsIgnoreCase(actual);
  }

  private static String shown(@Nullable CloudIdentity identity) {
    return identity == null
        ? "none"
        : "client %s in tenant %s"
            .formatted(orAny(identity.clientID()), orAny(identity.tenantID()));
  }

  private static String orAny(@Nullable String id) {
    return id == null ? "(any)" : id;
  }
}
