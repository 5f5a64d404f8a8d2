package io.fedbackup.reconciler.schedule;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.api.v1alpha1.ScheduleClusterBuilder;
import io.fedbackup.api.v1alpha1.ScheduleInstruction;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.api.v1alpha1.ScheduleState;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.schedule.RunHistory;
import io.fedbackup.planning.stork.NamespaceChoice;
import io.fedbackup.planning.stork.PastRun;
import io.fedbackup.planning.stork.PolicyRules;
import io.fedbackup.planning.stork.ProtectedNamespaces;
import io.fedbackup.planning.stork.StorkDocuments;
import io.fedbackup.planning.stork.Target;
import io.fedbackup.reconciler.instruction.Caches;
import io.fedbackup.reconciler.instruction.NotPossible;
import io.fedbackup.reconciler.instruction.ReferenceCheck;
import io.fedbackup.reconciler.instruction.StandingInstructions;
import io.fedbackup.reconciler.instruction.StandingInstructions.Standing;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteKind;
import io.fedbackup.reconciler.remote.RemoteKinds;
import io.fedbackup.reconciler.remote.Usability;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;

/** One schedule on one cluster: what is there, what is missing, what is written. */
final class ScheduleOnCluster {
  private final StandingInstructions instructions;
  private final RunMirrors mirrors;

  ScheduleOnCluster(StandingInstructions instructions, RunMirrors mirrors) {
    this.instructions = instructions;
    this.mirrors = mirrors;
  }

  /**
   * What came of it.
   *
   * @param state for the status
   * @param tooMany whether more runs are reported than mirrored
   */
  record Result(ScheduleCluster state, boolean tooMany) {}

  /** Mirrors what ran, then makes the instructions as wanted where that is possible. */
  Result keep(RemoteCluster cluster, Wish wish) {
    var before = wish.before(cluster.key()).orElse(null);
    var key = cluster.identity().orElse(null);
    if (key == null || foreign(cluster.usability())) {
      return new Result(unusable(cluster, entry(cluster, before)), false);
    }
    var mirrored = mirrors.mirror(cluster, key, wish);
    var entry = withHistory(entry(cluster, before), mirrored.history(), before);
    if (!cluster.usability().usable()) {
      return new Result(unusable(cluster, entry), mirrored.tooMany());
    }
    try {
      return new Result(stand(new Work(cluster, key, wish), entry, mirrored), mirrored.tooMany());
    } catch (NotPossible e) {
      return new Result(blocked(entry, e), mirrored.tooMany());
    }
  }

  /** The work on one cluster. */
  private record Work(RemoteCluster cluster, ClusterKey key, Wish wish) {
    StorkDocuments documents() {
      return new StorkDocuments(new Target(cluster.installation(), key));
    }

    String storkName() {
      return wish.storkName(cluster.installation(), key);
    }
  }

  private ScheduleCluster stand(
      Work work, ScheduleClusterBuilder entry, RunMirrors.Mirrored mirrored) {
    var cluster = work.cluster();
    var spec = work.wish().schedule().getSpec();
    var live = Caches.synced(cluster, StorkKinds.SCHEDULES).get(work.storkName());
    Caches.synced(cluster, StorkKinds.BACKUPS);
    Dependents.free(cluster);
    var policy = policy(work);
    var found =
        new ReferenceCheck(work.wish().catalogue(), work.wish().namespace())
            .find(cluster, spec.template(), spec.locationRef());
    var choice = choice(work);
    entry.missingNamespaces(choice.missing());
    if (choice instanceof NamespaceChoice.NoneThere && live.isEmpty()) {
      return namespacesMissing(entry, cluster, choice);
    }
    if (live.isEmpty()) {
      found.requireValid();
    }
    keepStanding(work, StorkKinds.POLICIES, work.documents().policy(policy), null);
    found
        .rules()
        .forEach(rule -> keepStanding(work, StorkKinds.RULES, work.documents().rule(rule), null));
    var suspended = work.wish().suspended() || choice instanceof NamespaceChoice.NoneThere;
    var wanted =
        work.documents().schedule(work.wish().schedule(), choice, found.names(), suspended);
    var stands = schedule(work, wanted, mirrored.past());
    live.filter(was -> StorkKinds.ours(cluster, was))
        .ifPresent(was -> Leftovers.of(cluster).unused(was, stands));
    entry.instructions(
        List.of(
            new ScheduleInstruction(
                "", stands.getMetadata().getName(), stands.getMetadata().getUid())));
    if (choice instanceof NamespaceChoice.NoneThere) {
      return namespacesMissing(entry, cluster, choice);
    }
    return stands(work, entry, stands, found, mirrored.history());
  }

  private ApplicationBackupSchedule schedule(
      Work work, ApplicationBackupSchedule wanted, List<PastRun> past) {
    var stood =
        work.wish()
            .instruction(work.cluster().key(), wanted.getMetadata().getName())
            .map(ScheduleInstruction::uid)
            .orElse(null);
    return instructions.ensure(
        work.cluster(),
        new Standing<>(
            StorkKinds.SCHEDULES,
            wanted,
            stood,
            work.wish().regarding(),
            create -> work.documents().putBack(create, past)));
  }

  private <T extends HasMetadata> void keepStanding(
      Work work, RemoteKind<T> kind, T wanted, @Nullable String stood) {
    instructions.ensure(
        work.cluster(),
        new Standing<>(kind, wanted, stood, work.wish().regarding(), UnaryOperator.identity()));
  }

  private static SchedulePolicy policy(Work work) {
    var name = work.wish().schedule().getSpec().schedulePolicyRef().name();
    var policy =
        work.wish()
            .catalogue()
            .policy(work.wish().in(name))
            .orElseThrow(
                () ->
                    new NotPossible(
                        Reason.POLICY_NOT_FOUND,
                        "SchedulePolicy "
                            + work.wish().in(name)
                            + " does not exist; "
                            + Reason.POLICY_NOT_FOUND.remedy()));
    var refusals = PolicyRules.refusals(policy.getSpec());
    if (!refusals.isEmpty()) {
      throw new NotPossible(
          Reason.POLICY_NOT_READY,
          "SchedulePolicy " + work.wish().in(name) + ": " + refusals.getFirst().text());
    }
    return policy;
  }

  private static NamespaceChoice choice(Work work) {
    var cluster = work.cluster();
    Collection<String> present =
        Caches.synced(cluster, RemoteKinds.NAMESPACES).list().stream()
            .map(namespace -> namespace.getMetadata().getName())
            .toList();
    var choice =
        NamespaceChoice.of(
            work.wish().schedule().getSpec().template(),
            present,
            new ProtectedNamespaces(cluster.stork().namespace()));
    if (choice instanceof NamespaceChoice.Refused refused) {
      throw new NotPossible(
          Reason.INVALID_SPEC,
          "spec.template.namespaces: "
              + Messages.list(refused.refused(), 5)
              + " must not be backed up on cluster "
              + cluster.key().name()
              + "; take it out of the template");
    }
    return choice;
  }

  private static ScheduleCluster stands(
      Work work,
      ScheduleClusterBuilder entry,
      ApplicationBackupSchedule stands,
      ReferenceCheck.Found found,
      RunHistory history) {
    if (found.invalid() != null) {
      // what is there stays, but its runs will fail
      return entry
          .state(ScheduleState.FAILED)
          .reason(found.invalid().reason().wireName())
          .message(found.invalid().text())
          .build();
    }
    if (work.wish().suspended()) {
      return entry
          .state(ScheduleState.SUSPENDED)
          .reason(Reason.SUSPENDED.wireName())
          .message("")
          .build();
    }
    entry.state(ScheduleState.SCHEDULED);
    var trouble = trouble(work, stands, history);
    return entry
        .reason(trouble.isEmpty() ? Reason.SCHEDULED.wireName() : Reason.RUN_FAILED.wireName())
        .message(Messages.cut(trouble.orElse("")))
        .build();
  }

  /** What went wrong with the newest run: a Backup tells it, or Stork alone knows of it. */
  private static Optional<String> trouble(
      Work work, ApplicationBackupSchedule stands, RunHistory history) {
    var unborn = UnbornRuns.newest(stands).filter(name -> unknown(work, name, history));
    if (unborn.isPresent()) {
      var warnings =
          work.cluster().warnings(stands).stream().findFirst().map(event -> event.getMessage());
      return Optional.of(
          "run "
              + unborn.get()
              + " failed before a backup existed, Stork says: "
              + warnings.orElse("nothing"));
    }
    return history
        .lastFailed()
        .map(failed -> "Backup " + failed.getMetadata().getName() + " failed");
  }

  private static boolean unknown(Work work, String run, RunHistory history) {
    Optional<ApplicationBackup> reported = work.cluster().cache(StorkKinds.BACKUPS).get(run);
    return reported.isEmpty()
        && history.runs().stream().noneMatch(known -> run.equals(known.getMetadata().getName()));
  }

  private static ScheduleCluster namespacesMissing(
      ScheduleClusterBuilder entry, RemoteCluster cluster, NamespaceChoice choice) {
    return entry
        .state(ScheduleState.BLOCKED)
        .reason(Reason.NAMESPACES_MISSING.wireName())
        .message(
            Messages.cut(
                "none of "
                    + Messages.list(choice.missing(), 10)
                    + " exists on cluster "
                    + cluster.key().name()
                    + "; "
                    + Reason.NAMESPACES_MISSING.remedy()))
        .build();
  }

  private static ScheduleCluster blocked(ScheduleClusterBuilder entry, NotPossible why) {
    return entry
        .state(why.reason() == Reason.PROGRESSING ? ScheduleState.PENDING : ScheduleState.BLOCKED)
        .reason(why.reason().wireName())
        .message(why.text())
        .build();
  }

  /** The entry as it was, so that what was known stays while the cluster is away. */
  static ScheduleClusterBuilder entry(RemoteCluster cluster, @Nullable ScheduleCluster before) {
    var builder =
        before == null ? ScheduleClusterBuilder.builder() : ScheduleClusterBuilder.builder(before);
    return builder.namespace(cluster.key().namespace()).name(cluster.key().name());
  }

  private static ScheduleClusterBuilder withHistory(
      ScheduleClusterBuilder entry, RunHistory history, @Nullable ScheduleCluster before) {
    return entry
        .lastBackup(history.lastBackup(before))
        .lastSuccess(history.lastSuccess(before))
        .lastFailure(history.lastFailure(before))
        .consecutiveFailures(history.consecutiveFailures());
  }

  private static boolean foreign(Usability usability) {
    return usability instanceof Usability.Unusable unusable && unusable.foreign();
  }

  private static ScheduleCluster unusable(RemoteCluster cluster, ScheduleClusterBuilder entry) {
    return switch (cluster.usability()) {
      case Usability.Suspended _ -> skipped(entry, Reason.CLUSTER_SUSPENDED, cluster);
      case Usability.Removing _ -> skipped(entry, Reason.CLUSTER_REMOVING, cluster);
      case Usability.Unusable unusable when unusable.phase() == ClusterPhase.HIBERNATED ->
          skipped(entry, Reason.CLUSTER_HIBERNATED, cluster);
      case Usability.Unusable unusable ->
          entry
              .state(
                  unusable.phase() == ClusterPhase.PENDING
                      ? ScheduleState.PENDING
                      : ScheduleState.FAILED)
              .reason(unusable.reason().wireName())
              .message(Messages.cut(unusable.message()))
              .build();
      case Usability.Usable _ ->
          entry
              .state(ScheduleState.PENDING)
              .reason(Reason.PROGRESSING.wireName())
              .message("cluster " + cluster.key().name() + " has not said yet which one it is")
              .build();
    };
  }

  private static ScheduleCluster skipped(
      ScheduleClusterBuilder entry, Reason reason, RemoteCluster cluster) {
    return entry
        .state(ScheduleState.SKIPPED)
        .reason(reason.wireName())
        .message("cluster " + cluster.key().name() + ": " + reason.meaning())
        .build();
  }
}
