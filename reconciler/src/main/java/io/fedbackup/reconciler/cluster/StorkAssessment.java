package io.fedbackup.reconciler.cluster;

import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.StorkSettings;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;

/** Judges what a cluster shows of its Stork. Pure. */
final class StorkAssessment {
  /** Watches tell of most changes; a kind that could not be watched is tried again then. */
  private static final Duration SAFETY_NET = Duration.ofMinutes(5);

  private static final int NAMES_SHOWN = 6;

  private StorkAssessment() {}

  /** Why Stork cannot be used; empty if it can. */
  static Optional<Verdict> problem(StorkFacts facts, StorkSettings settings) {
    Optional<Verdict> unreadable = facts.problem().map(StorkAssessment::unreadable);
    if (unreadable.isPresent()) {
      return unreadable;
    }
    var missing = new TreeSet<>(StorkFacts.REQUIRED);
    missing.removeAll(facts.definitions());
    if (!missing.isEmpty()) {
      return missing("the custom resource definitions " + Messages.list(missing, NAMES_SHOWN));
    }
    if (!facts.deployed()) {
      return missing("Deployment " + settings.namespace() + "/stork");
    }
    if (!facts.hasAccount()) {
      return missing(
          "ServiceAccount " + settings.namespace() + "/" + settings.serviceAccountName());
    }
    if (facts.version().olderThan(settings.minimumVersion())) {
      return disconnected(
          Reason.STORK_TOO_OLD,
          "Stork is "
              + facts.version().text()
              + ", at least "
              + settings.minimumVersion()
              + " is wanted");
    }
    return Optional.empty();
  }

  private static Verdict unreadable(RemoteException problem) {
    Reason reason =
        problem instanceof RemoteException.Forbidden ? Reason.CREDENTIALS_REFUSED : Reason.UNKNOWN;
    return disconnected(reason, problem.getMessage()).orElseThrow();
  }

  private static Optional<Verdict> missing(String what) {
    return disconnected(Reason.STORK_MISSING, "not on the cluster: " + what);
  }

  private static Optional<Verdict> disconnected(Reason reason, String message) {
    return Optional.of(
        Verdict.failed(
            ClusterPhase.DISCONNECTED, reason, message + ". " + reason.remedy(), SAFETY_NET));
  }
}
