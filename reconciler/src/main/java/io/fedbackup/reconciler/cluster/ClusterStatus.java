package io.fedbackup.reconciler.cluster;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatus;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatusBuilder;
import io.fedbackup.api.v1alpha1.CloudIdentity;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.api.v1alpha1.CredentialsStatus;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.Contact;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place that makes the status of an ApplicationCluster. Pure. */
final class ClusterStatus {
  static final String REACHABLE = "Reachable";
  private static final String STORK_READY = "StorkReady";

  /** While all is well the time of the last contact is not written more often than this. */
  private static final Duration COARSE = Duration.ofHours(1);

  private final Instant now;

  ClusterStatus(Instant now) {
    this.now = now;
  }

  /** The status after this observation. */
  ApplicationClusterStatus of(ApplicationCluster cluster, Observation seen) {
    ApplicationClusterStatus before = cluster.getStatus();
    var builder =
        before == null
            ? ApplicationClusterStatusBuilder.builder()
            : ApplicationClusterStatusBuilder.builder(before);
    Verdict verdict = seen.verdict();
    boolean well = verdict.outcome() instanceof Outcome.Done;
    builder
        .phase(verdict.phase())
        .reason(well ? null : verdict.outcome().reason().wireName())
        .confirmation(verdict.confirmation())
        .lastContact(lastContact(before, verdict.phase(), seen.lastContact()))
        .credentials(credentials(seen.credentialsEnd()))
        .locations(seen.locations().shown())
        .locationsValid(seen.locations().valid())
        .locationsTotal(seen.locations().total())
        .conditions(conditions(cluster, seen))
        .observedGeneration(cluster.getMetadata().getGeneration())
        .lastHandledRequestAt(
            ClusterAssessment.requestedAt(cluster)
                .orElse(before == null ? null : before.lastHandledRequestAt()));
    if (seen.contact() instanceof Contact.Reached reached && !seen.replaced()) {
      builder
          .clusterUID(reached.clusterUid())
          .kubernetesVersion(reached.kubernetesVersion())
          .provider(reached.provider().isEmpty() ? null : reached.provider());
    }
    seen.facts().ifPresent(facts -> stork(builder, facts));
    return builder.build();
  }

  private static void stork(ApplicationClusterStatusBuilder builder, StorkFacts facts) {
    builder
        .storkVersion(facts.version().text())
        .identity(
            facts.clientId().isEmpty()
                ? null
                : new CloudIdentity(
                    facts.clientId(), facts.tenantId().isEmpty() ? null : facts.tenantId()));
  }

  private @Nullable String lastContact(
      @Nullable ApplicationClusterStatus before, ClusterPhase phase, Optional<Instant> last) {
    String written = before == null ? null : before.lastContact();
    if (last.isEmpty()) {
      return written;
    }
    boolean recent =
        parsed(written).filter(time -> !time.isBefore(last.get().minus(COARSE))).isPresent();
    boolean samePhase = before != null && before.phase() == phase;
    return recent && samePhase ? written : last.get().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Optional<Instant> parsed(@Nullable String time) {
    try {
      return time == null ? Optional.empty() : Optional.of(Instant.parse(time));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static @Nullable CredentialsStatus credentials(Optional<Instant> end) {
    return end.map(time -> new CredentialsStatus(null, time.toString())).orElse(null);
  }

  private List<Condition> conditions(ApplicationCluster cluster, Observation seen) {
    ApplicationClusterStatus before = cluster.getStatus();
    var conditions =
        new Conditions(
            before == null ? List.of() : before.conditions(),
            cluster.getMetadata().getGeneration(),
            now);
    List<Fact> facts = new ArrayList<>();
    facts.add(reachable(seen));
    facts.add(storkReady(seen));
    seen.facts()
        .map(stork -> IdentityFact.of(stork.clientId(), seen.locations()))
        .ifPresent(facts::add);
    return conditions.of(seen.verdict().outcome(), facts);
  }

  private static Fact reachable(Observation seen) {
    return switch (seen.contact()) {
      case Contact.Reached _ -> Fact.of(REACHABLE, true, Reason.CONNECTED, "");
      case Contact.Failed _, Contact.None _ ->
          Fact.of(
              REACHABLE,
              false,
              seen.verdict().outcome().reason(),
              seen.verdict().outcome().message());
    };
  }

  private static Fact storkReady(Observation seen) {
    if (seen.verdict().isActive()) {
      return Fact.of(STORK_READY, true, Reason.STORK_READY, "");
    }
    Outcome outcome = seen.verdict().outcome();
    return Fact.of(STORK_READY, false, outcome.reason(), outcome.message());
  }
}
