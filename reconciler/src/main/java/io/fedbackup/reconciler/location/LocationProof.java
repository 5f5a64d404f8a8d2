package io.fedbackup.reconciler.location;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.validation.AgentJob;
import io.fedbackup.planning.validation.AgentPod;
import io.fedbackup.planning.validation.ValidationDue;
import io.fedbackup.planning.validation.ValidationDue.Decision;
import io.fedbackup.planning.validation.ValidationDue.Known;
import io.fedbackup.planning.validation.ValidationRun;
import io.fedbackup.planning.validation.ValidationRun.Progress;
import io.fedbackup.planning.validation.ValidationTarget;
import io.fedbackup.planning.validation.Verdict;
import io.fedbackup.reconciler.remote.AgentRuntime;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.remote.RemoteKinds;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one cluster prove that it can use the location: starts agent Jobs when they are due, and
 * reads what they came to.
 */
final class LocationProof {
  private static final Logger LOG = LoggerFactory.getLogger(LocationProof.class);

  private final LocationWork work;
  private final RemoteCluster cluster;
  private final ClusterStates states;
  private final Optional<LocationCluster> previous;

  LocationProof(
      LocationWork work,
      RemoteCluster cluster,
      ClusterStates states,
      Optional<LocationCluster> previous) {
    this.work = work;
    this.cluster = cluster;
    this.states = states;
    this.previous = previous;
  }

  ClusterReport prove(ClusterKey key, Deployment stork) {
    AgentJob job = job(key, stork);
    List<Job> jobs = cluster.cache(RemoteKinds.AGENT_JOBS).list();
    Optional<ValidationRun> last =
        ValidationRun.newest(
            work.uid(), jobs, cluster.cache(RemoteKinds.AGENT_PODS).list(), work.now());
    Decision decision =
        new ValidationDue(job.fingerprint(), work.requestedAt(), job.target().interval(), known())
            .decide(last, work.now());
    last.filter(run -> run.progress() instanceof Progress.Ended)
        .ifPresent(run -> forgetOlder(run, jobs));
    return switch (decision) {
      case Decision.Start start -> started(job, start, last);
      case Decision.Wait wait -> waiting(last, wait.until(), job.target());
    };
  }

  private AgentJob job(ClusterKey key, Deployment stork) {
    AgentRuntime agent = cluster.agent();
    AgentPod pod =
        new AgentPod(
            stork,
            cluster.stork().serviceAccountName(),
            agent.image(),
            agent.imagePullSecrets(),
            agent.tolerations(),
            agent.env());
    return new AgentJob(
        work.ownership(cluster.installation(), key),
        cluster.stork().namespace(),
        pod,
        ValidationTarget.of(work.azure(), work.ours().getSpec()),
        cluster
            .workloadIdentity()
            .map(identity -> identity.clientId() + "/" + identity.tenantId())
            .orElse(""));
  }

  private Known known() {
    Instant lastResult =
        previous.map(LocationCluster::lastValidationTime).map(Instant::parse).orElse(null);
    return new Known(lastResult, previous.map(LocationProof::interrupted).orElse(false));
  }

  private static boolean interrupted(LocationCluster entry) {
    return switch (entry.state()) {
      case VALID, VALIDATING -> false;
      case PENDING, SKIPPED, LEAVING -> true;
      case FAILED -> !Verdict.isOfAgent(reason(entry));
    };
  }

  private static Reason reason(LocationCluster entry) {
    return Reason.fromWireName(Objects.requireNonNullElse(entry.reason(), ""))
        .orElse(Reason.UNKNOWN);
  }

  private ClusterReport started(AgentJob job, Decision.Start start, Optional<ValidationRun> last) {
    Job rendered = job.render(start.start());
    try {
      cluster.create(rendered);
      LOG.info(
          "cluster {}: agent Job {} validates BackupLocation {}",
          cluster.key(),
          rendered.getMetadata().getName(),
          work.name());
    } catch (RemoteException.AlreadyExists e) {
      LOG.debug(
          "cluster {}: agent Job {} was made before",
          cluster.key(),
          rendered.getMetadata().getName());
    }
    boolean sameTarget = last.map(run -> run.fingerprint().equals(job.fingerprint())).orElse(true);
    return new ClusterReport(
        Optional.of(sameTarget ? underWay("") : states.validating("")),
        work.now().plus(job.target().timeout()),
        null,
        start.start().requestedAt(),
        List.of());
  }

  private ClusterReport waiting(
      Optional<ValidationRun> last, Instant until, ValidationTarget target) {
    if (last.isEmpty()) {
      return ClusterReport.of(states.unchanged(""), until);
    }
    ValidationRun run = last.get();
    return switch (run.progress()) {
      case Progress.Running running ->
          report(underWay(running.message()), work.now().plus(target.timeout()), run, null);
      case Progress.Ended ended -> {
        Verdict verdict = ended.verdict().checkedAgainst(work.ours().getSpec().identity());
        yield report(states.verdict(verdict, ended.at()), until, run, verdict);
      }
    };
  }

  private static ClusterReport report(
      LocationCluster state, Instant until, ValidationRun run, @Nullable Verdict verdict) {
    return new ClusterReport(
        Optional.of(state),
        until,
        verdict == null ? null : verdict.objectLock(),
        run.requestedAt(),
        List.of());
  }

  /**
   * The last verdict holds while the next one is made, unless there is none that says something
   * about now.
   */
  private LocationCluster underWay(String message) {
    boolean holds =
        previous
            .filter(entry -> entry.lastValidationTime() != null)
            .filter(
                entry ->
                    entry.state() == LocationState.VALID || entry.state() == LocationState.FAILED)
            .filter(entry -> !interrupted(entry))
            .isPresent();
    return holds ? previous.orElseThrow() : states.validating(message);
  }

  private void forgetOlder(ValidationRun newest, List<Job> jobs) {
    for (Job job : jobs) {
      if (newest.isOlder(job)) {
        cluster.delete(job, DeletionPropagation.BACKGROUND);
      }
    }
  }
}
