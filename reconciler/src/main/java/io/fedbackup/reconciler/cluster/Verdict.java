package io.fedbackup.reconciler.cluster;

import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.Confirmation;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.Usability;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is at now.
 *
 * @param phase for the status
 * @param outcome for the conditions
 * @param usability for the other reconcilers
 * @param again when to look again if nothing happens; null if only an event can change something
 * @param confirmation what waits for a person; null if nothing does
 */
record Verdict(
    ClusterPhase phase,
    Outcome outcome,
    Usability usability,
    @Nullable Duration again,
    @Nullable Confirmation confirmation) {

  static Verdict active(boolean suspended) {
    return suspended
        ? new Verdict(
            ClusterPhase.ACTIVE,
            Outcome.done(Reason.SUSPENDED, "no new instructions; spec.suspend is true"),
            new Usability.Suspended(),
            null,
            null)
        : new Verdict(
            ClusterPhase.ACTIVE,
            Outcome.done(Reason.STORK_READY, ""),
            new Usability.Usable(),
            null,
            null);
  }

  /** Goes on by itself, soon. */
  static Verdict pending(String message) {
    return new Verdict(
        ClusterPhase.PENDING,
        Outcome.waiting(Reason.PROGRESSING, message, Duration.ofSeconds(5)),
        new Usability.Unusable(ClusterPhase.PENDING, Reason.PROGRESSING, message, true, false),
        Duration.ofSeconds(5),
        null);
  }

  /** Not before somebody changes an object here. */
  static Verdict blocked(Reason reason, String message) {
    return new Verdict(
        ClusterPhase.DISCONNECTED,
        Outcome.blocked(reason, message),
        new Usability.Unusable(ClusterPhase.DISCONNECTED, reason, message, false, false),
        null,
        null);
  }

  /**
   * Not before somebody changes an object here, and until then the cluster is not to be touched.
   */
  static Verdict foreign(
      Reason reason, String message, @Nullable Duration again, @Nullable Confirmation token) {
    return new Verdict(
        ClusterPhase.DISCONNECTED,
        Outcome.blocked(reason, message),
        new Usability.Unusable(ClusterPhase.DISCONNECTED, reason, message, false, true),
        again,
        token);
  }

  /** No contact, or a refused one: nothing that is known of the cluster follows it any more. */
  static Verdict unanswered(ClusterPhase phase, Reason reason, String message, Duration again) {
    return new Verdict(
        phase,
        Outcome.failed(reason, message),
        new Usability.Unusable(phase, reason, message, false, false),
        again,
        null);
  }

  /** The cluster answers, and is tried again after a while. */
  static Verdict failed(ClusterPhase phase, Reason reason, String message, Duration again) {
    return new Verdict(
        phase,
        Outcome.failed(reason, message),
        new Usability.Unusable(phase, reason, message, phase == ClusterPhase.DISCONNECTED, false),
        again,
        null);
  }

  boolean isActive() {
    return phase == ClusterPhase.ACTIVE;
  }
}
