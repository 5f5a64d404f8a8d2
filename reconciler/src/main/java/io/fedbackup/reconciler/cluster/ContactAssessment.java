package io.fedbackup.reconciler.cluster;

import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.Contact;
import io.fedbackup.reconciler.remote.Kubeconfig;
import io.fedbackup.reconciler.remote.RemoteException;
import java.time.Duration;
import java.time.Instant;

/** Judges a failed contact: does the cluster not answer, or does it refuse us. Pure. */
final class ContactAssessment {
  private ContactAssessment() {}

  static Verdict of(Contact.Failed failed, Kubeconfig kubeconfig, Instant now) {
    RemoteException cause = failed.cause();
    boolean expired =
        kubeconfig.credentials().expiresAt().map(end -> !end.isAfter(now)).orElse(false);
    return switch (cause) {
      case RemoteException.Unreachable _ when expired -> expired(failed, now);
      case RemoteException.Unauthorized _ when expired -> expired(failed, now);
      case RemoteException.Unreachable _, RemoteException.ServerFailure _ ->
          verdict(failed, ClusterPhase.NOT_AVAILABLE, Reason.CLUSTER_UNREACHABLE, now);
      case RemoteException.Unauthorized _, RemoteException.Forbidden _ ->
          verdict(failed, ClusterPhase.DISCONNECTED, Reason.CREDENTIALS_REFUSED, now);
      case RemoteException.Refused _ ->
          verdict(failed, ClusterPhase.DISCONNECTED, Reason.KUBECONFIG_INVALID, now);
      case RemoteException.NotFound _,
          RemoteException.AlreadyExists _,
          RemoteException.Conflict _,
          RemoteException.Invalid _ ->
          verdict(failed, ClusterPhase.DISCONNECTED, Reason.UNKNOWN, now);
    };
  }

  private static Verdict expired(Contact.Failed failed, Instant now) {
    return verdict(failed, ClusterPhase.NOT_AVAILABLE, Reason.CREDENTIALS_EXPIRED, now);
  }

  private static Verdict verdict(
      Contact.Failed failed, ClusterPhase phase, Reason reason, Instant now) {
    Duration wait = Duration.between(now, failed.retryAt());
    Duration atLeast = Duration.ofMillis(100);
    return Verdict.unanswered(
        phase,
        reason,
        failed.cause().getMessage() + ". " + reason.remedy(),
        wait.compareTo(atLeast) < 0 ? atLeast : wait);
  }
}
