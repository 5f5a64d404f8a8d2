package io.fedbackup.reconciler.schedule;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.ScheduleCluster;
import io.fedbackup.api.v1alpha1.ScheduleClusterBuilder;
import io.fedbackup.api.v1alpha1.ScheduleInstruction;
import io.fedbackup.api.v1alpha1.ScheduleState;
import io.fedbackup.api.v1alpha1.UsedInstruction;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.PastRun;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.instruction.Caches;
import io.fedbackup.reconciler.instruction.Dependents;
import io.fedbackup.reconciler.instruction.Leftovers;
import io.fedbackup.reconciler.instruction.NotPossible;
import io.fedbackup.reconciler.instruction.StandingInstructions;
import io.fedbackup.reconciler.instruction.StandingInstructions.Standing;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.remote.RemoteKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One schedule on one cluster: what is there, what is missing, what is written. */
final class ScheduleOnCluster {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleOnCluster.class);
  private static final Set<ScheduleState> NO_RUNS_EXPECTED =
      EnumSet.of(
          ScheduleState.SUSPENDED,
          ScheduleState.BLOCKED,
          ScheduleState.SKIPPED,
          ScheduleState.LEAVING);

  private final StandingInstructions instructions;
  private final RunMirrors mirrors;
  private final EventWriter events;
  private final Safeguard safeguard;

  ScheduleOnCluster(StandingInstructions instructions, RunMirrors mirrors, EventWriter events) {
    this.instructions = instructions;
    this.mirrors = mirrors;
    this.events = events;
    this.safeguard = new Safeguard(instructions);
  }

  /**
   * What came of it.
   *
   * @param state for the status
   * @param tooMany whether more runs are reported than mirrored
   * @param named whether its instruction is made as soon as the status names it
   * @param retention why retention cannot act there; empty if it can
   * @param lookAt when to look again although nothing happened; empty if an event comes first
   * @param again whether the backup cluster did not take something, which no event will announce
   */
  record Result(
      ScheduleCluster state,
      boolean tooMany,
      boolean named,
      Optional<String> retention,
      Optional<Instant> lookAt,
      boolean again) {

    private static Result of(ScheduleCluster state, RunMirrors.Mirrored mirrored) {
      return new Result(
          state, mirrored.tooMany(), false, Optional.empty(), Optional.empty(), mirrored.again());
    }

    private static Result of(ScheduleCluster state) {
      return new Result(state, false, false, Optional.empty(), Optional.empty(), false);
    }
  }

  /** Mirrors what ran, then makes the instructions as wanted where that is possible. */
  Result keep(RemoteCluster cluster, Wish wish) {
    var before = wish.before(cluster.key()).orElse(null);
    var key = cluster.identity().orElse(null);
    if (key == null || ClusterEntries.foreign(cluster.usability())) {
      var entry = ClusterEntries.entry(cluster, before);
      return Result.of(ClusterEntries.unusable(cluster, entry));
    }
    // before its runs are read: what is read of a list that is not complete lacks some
    var unread = unread(cluster);
    var mirrored = mirrors.mirror(cluster, key, wish);
    var entry =
        ClusterEntries.withHistory(
            ClusterEntries.entry(cluster, before), mirrored.history(), before);
    if (!cluster.usability().usable()) {
      return Result.of(ClusterEntries.unusable(cluster, entry), mirrored);
    }
    var work = new Work(cluster, key, wish);
    try {
      if (unread.isPresent()) {
        throw unread.get();
      }
      return stand(work, entry, mirrored);
    } catch (NotPossible e) {
      safeguard.keep(work);
      return Result.of(ClusterEntries.blocked(entry, e), mirrored);
    } catch (RemoteException e) {
      safeguard.keep(work);
      throw e;
    }
  }

  /** Why it is not known what runs there were; when it is, that is an event. */
  private static Optional<NotPossible> unread(RemoteCluster cluster) {
    try {
      Caches.synced(cluster, StorkKinds.SCHEDULES);
      Caches.synced(cluster, StorkKinds.BACKUPS);
      return Optional.empty();
    } catch (NotPossible e) {
      return Optional.of(e);
    }
  }

  private Result stand(Work work, ScheduleClusterBuilder entry, RunMirrors.Mirrored mirrored) {
    var cluster = work.cluster();
    var live = Caches.synced(cluster, StorkKinds.SCHEDULES).get(work.storkName());
    Caches.synced(cluster, StorkKinds.BACKUPS);
    Dependents.free(cluster);
    var needs = Preconditions.of(work);
    entry.missingNamespaces(needs.choice().missing());
    if (live.isEmpty()) {
      if (needs.noNamespace()) {
        return Result.of(
            ClusterEntries.namespacesMissing(entry, cluster, needs.choice()), mirrored);
      }
      needs.found().requireValid();
      if (work.wish().unnamed(cluster.key(), work.storkName())) {
        return named(work, entry, mirrored);
      }
    }
    var since = since(work, needs);
    var stands = write(work, entry, needs, mirrored.past());
    live.filter(was -> StorkKinds.ours(cluster, was))
        .ifPresent(was -> Leftovers.of(cluster).unused(was, stands));
    return unlessIdle(work, entry, needs, mirrored)
        .orElseGet(
            () -> {
              var health =
                  new RunHealth(work, stands, mirrored.history(), needs.policy().getSpec(), since);
              return running(work, entry.scheduledSince(since.toString()), mirrored, health);
            });
  }

  /** The status names it first: it is found again wherever the process ends. */
  private static Result named(
      Work work, ScheduleClusterBuilder entry, RunMirrors.Mirrored mirrored) {
    var state =
        entry
            .instructions(List.of(new ScheduleInstruction("", work.storkName(), null)))
            .state(ScheduleState.PENDING)
            .reason(Reason.PROGRESSING.wireName())
            .message("Stork schedule " + work.storkName() + " is made on cluster " + work.name())
            .build();
    return new Result(
        state, mirrored.tooMany(), true, Optional.empty(), Optional.empty(), mirrored.again());
  }

  /**
   * Since when runs are expected: none are while it is suspended or does not stand, nor before the
   * policy was what it is now.
   */
  private static Instant since(Work work, Preconditions needs) {
    var before = work.wish().before(work.cluster().key()).orElse(null);
    var known = before == null ? null : time(before.scheduledSince());
    return before == null
            || known == null
            || NO_RUNS_EXPECTED.contains(before.state())
            || newPolicy(work, needs)
        ? work.wish().now().truncatedTo(ChronoUnit.SECONDS)
        : known;
  }

  private static boolean newPolicy(Work work, Preconditions needs) {
    var wanted = work.documents().policy(needs.policy());
    return Caches.synced(work.cluster(), StorkKinds.POLICIES)
        .get(wanted.getMetadata().getName())
        .filter(live -> intent(live).equals(intent(wanted)))
        .isEmpty();
  }

  private static String intent(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(Annotations.INTENT, "");
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null; // somebody wrote the status by hand
    }
  }

  private ApplicationBackupSchedule write(
      Work work, ScheduleClusterBuilder entry, Preconditions needs, List<PastRun> past) {
    var uses = new ArrayList<UsedInstruction>();
    uses.add(keepStanding(work, StorkKinds.POLICIES, work.documents().policy(needs.policy())));
    for (var rule : needs.found().rules()) {
      uses.add(keepStanding(work, StorkKinds.RULES, work.documents().rule(rule)));
    }
    entry.uses(uses.stream().distinct().toList());
    var suspended = work.wish().suspended() || needs.noNamespace();
    var wanted =
        work.documents()
            .schedule(work.wish().schedule(), needs.choice(), needs.found().names(), suspended);
    var stands = schedule(work, wanted, past);
    entry.instructions(
        List.of(
            new ScheduleInstruction(
                "", stands.getMetadata().getName(), stands.getMetadata().getUid())));
    return stands;
  }

  private ApplicationBackupSchedule schedule(
      Work work, ApplicationBackupSchedule wanted, List<PastRun> past) {
    var stood = work.wish().stood(work.cluster().key(), wanted.getMetadata().getName());
    return instructions.ensure(
        work.cluster(),
        new Standing<>(
            StorkKinds.SCHEDULES,
            wanted,
            stood,
            work.wish().regarding(),
            create -> work.documents().putBack(create, past)));
  }

  private <T extends HasMetadata> UsedInstruction keepStanding(
      Work work, RemoteKind<T> kind, T wanted) {
    var name = wanted.getMetadata().getName();
    var storkKind = HasMetadata.getKind(kind.type());
    var stood = work.wish().stood(work.cluster().key(), storkKind, name);
    var stands =
        instructions.ensure(
            work.cluster(),
            new Standing<>(kind, wanted, stood, work.wish().regarding(), UnaryOperator.identity()));
    return new UsedInstruction(storkKind, name, stands.getMetadata().getUid());
  }

  /** It stands, and there is nothing to say of its runs. */
  private static Optional<Result> unlessIdle(
      Work work, ScheduleClusterBuilder entry, Preconditions needs, RunMirrors.Mirrored mirrored) {
    var invalid = needs.found().invalid();
    ScheduleCluster idle = null;
    if (needs.noNamespace()) {
      idle = ClusterEntries.namespacesMissing(entry, work.cluster(), needs.choice());
    } else if (invalid != null) {
      // what is there stays, but its runs will fail
      idle =
          entry
              .state(ScheduleState.FAILED)
              .reason(invalid.reason().wireName())
              .message(invalid.text())
              .build();
    } else if (work.wish().suspended()) {
      idle =
          entry
              .state(ScheduleState.SUSPENDED)
              .reason(Reason.SUSPENDED.wireName())
              .message("")
              .build();
    }
    return Optional.ofNullable(idle).map(state -> Result.of(state, mirrored));
  }

  private Result running(
      Work work, ScheduleClusterBuilder entry, RunMirrors.Mirrored mirrored, RunHealth health) {
    var due = health.missed().map(health::event);
    // the status tells it when there is an Event, and not before
    var missed = due.filter(event -> said(work, event) || written(event));
    var failed = missed.isPresent() ? Optional.<String>empty() : health.failed();
    var reason =
        missed.isPresent()
            ? Reason.MISSED_RUN
            : failed.isPresent() ? Reason.RUN_FAILED : Reason.SCHEDULED;
    var state =
        entry
            .state(ScheduleState.SCHEDULED)
            .reason(reason.wireName())
            .message(Messages.cut(missed.map(EventRecord::message).or(() -> failed).orElse("")))
            .build();
    return new Result(
        state,
        mirrored.tooMany(),
        false,
        health.retentionBlocked(),
        health.nextLook(),
        mirrored.again() || !missed.equals(due));
  }

  private boolean written(EventRecord event) {
    try {
      events.write(event);
      return true;
    } catch (KubernetesClientException e) {
      LOG.warn(
          "Event {} is written later, the backup cluster's API server did not take it: {}",
          event.name(),
          Messages.cut(e.getMessage()));
      return false;
    }
  }

  /** The status has it already, and so there is an Event. */
  private static boolean said(Work work, EventRecord event) {
    return work.wish()
        .before(work.cluster().key())
        .filter(before -> event.reason().wireName().equals(before.reason()))
        .filter(before -> event.message().equals(before.message()))
        .isPresent();
  }
}
