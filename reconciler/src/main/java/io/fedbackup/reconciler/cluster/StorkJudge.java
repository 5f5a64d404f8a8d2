package io.fedbackup.reconciler.cluster;

import io.fedbackup.api.v1alpha1.ApplicationClusterSpec;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.reconciler.remote.Contact;
import io.fedbackup.reconciler.remote.RemoteCluster;
import java.time.Duration;
import java.util.Optional;

/**
 * Judges a cluster that answers and is the one that it was. Its backups are protected first,
 * whatever is the matter with its Stork: they exist also where Stork is too old or half installed.
 */
final class StorkJudge {
  private static final Duration PROTECT_AGAIN = Duration.ofMinutes(1);

  private final CrdProtection protection;

  StorkJudge(CrdProtection protection) {
    this.protection = protection;
  }

  Verdict judge(
      RemoteCluster cluster,
      Contact.Reached reached,
      ApplicationClusterSpec spec,
      Optional<StorkFacts> facts) {
    Optional<Verdict> unprotected = protect(cluster, reached);
    if (facts.isEmpty()) {
      return Verdict.pending("what the cluster shows of Stork is being read");
    }
    return unprotected
        .or(() -> StorkAssessment.problem(facts.get(), spec.stork()))
        .orElseGet(() -> Verdict.active(spec.suspend()));
  }

  /**
   * Sets the label on what is known of Stork's definitions.
   *
   * @return why backups are not protected; empty if they are, or need not be
   */
  Optional<Verdict> protect(RemoteCluster cluster, Contact.Reached reached) {
    if (reached.shootInfo() == Contact.ShootInfo.ABSENT) {
      return Optional.empty();
    }
    return protection
        .protect(cluster, StorkFacts.unprotected(cluster))
        .map(
            problem ->
                Verdict.failed(
                    ClusterPhase.DISCONNECTED, problem.reason(), problem.message(), PROTECT_AGAIN));
  }
}
