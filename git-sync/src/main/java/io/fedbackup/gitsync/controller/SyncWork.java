package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.DriftPolicy;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncSpec;
import io.fedbackup.gitsync.apply.KnownOnCluster;
import io.fedbackup.gitsync.apply.Listing;
import io.fedbackup.gitsync.apply.Objects;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.apply.SyncRun.Writing;
import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.gitsync.engine.Standing;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Neighbours;
import io.fedbackup.gitsync.plan.Observed;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.Planner;
import io.fedbackup.gitsync.plan.Possession;
import io.fedbackup.gitsync.plan.PruneGuard;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.validate.LiveObjects;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.gitsync.validate.Scope;
import io.fedbackup.gitsync.validate.Validated;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The part of one sync that comes after the fetch: list, validate, plan, while the commit is open;
 * then apply and conclude. Used once, by one thread.
 */
final class SyncWork {
  private final GitSync sync;
  private final Owner owner;
  private final Objects objects;
  private final Tools tools;
  private final SyncProgress progress;
  private final Decryption decryption;
  private final Planner planner = new Planner();

  /**
   * What every sync works with; thread-safe.
   *
   * @param events writes an Event at once
   * @param drift the DriftReports
   */
  record Tools(
      Catalog catalog,
      SyncRun run,
      OtherSyncs others,
      Standing standing,
      Consumer<EventRecord> events,
      DriftBook drift) {}

  /**
   * What is to be done; the commit is not needed any more.
   *
   * @param wanted the documents as they stand in Git: what is kept of them between syncs is
   *     encrypted where that is
   * @param plan with Secrets in the clear; not to be kept
   */
  record Prepared(
      String revision,
      List<Manifest> wanted,
      SyncPlan plan,
      AppliedDigest digest,
      Set<String> confirmed) {}

  /**
   * For one sync.
   *
   * @param objects with the rights of the GitSync's account
   * @param decryption of its Secrets
   */
  SyncWork(
      GitSync sync, Objects objects, Tools tools, SyncProgress progress, Decryption decryption) {
    this.sync = sync;
    this.owner = new Owner(sync.getMetadata().getNamespace(), sync.getMetadata().getName());
    this.objects = objects;
    this.tools = tools;
    this.progress = progress;
    this.decryption = decryption;
  }

  /**
   * Lists, validates and plans.
   *
   * @throws SyncTrouble where documents are refused
   */
  Prepared prepare(Fetched fetched, Documents documents) throws InterruptedException {
    String target = SyncSteps.targetNamespace(sync);
    Possession possession = SyncSteps.possession(sync, progress.inventoryBefore);
    Listing listing = tools.run().observe(possession, Set.of(target), objects);
    var paths =
        new OtherPaths(
            sync,
            fetched.files().revision(),
            fetched.commit()::at,
            tools.others(),
            tools.standing());
    var known =
        new KnownOnCluster(
            objects, tools.catalog(), possession, keys -> prunes() ? paths.standing(keys) : keys);
    Validated validated =
        documents.validate(
            fetched.files(),
            Scope.confinedTo(target, known).withLive(live(listing.observed())),
            target + " " + prunes());
    String revision = fetched.files().revision();
    if (!validated.isValid()) {
      throw refused(validated, revision);
    }
    List<Manifest> manifests = decrypted(validated.manifests());
    Set<ObjectKey> wanted = keys(manifests);
    listing.require(wanted);
    Neighbours neighbours =
        new Neighbourhood(tools.others(), prunes() ? paths::standing : keys -> Set.of())
            .of(listing.observed(), wanted);
    SyncPlan plan = planner.plan(manifests, listing.observed(), owner, neighbours);
    AppliedDigest digest = AppliedDigest.of(sync, revision);
    var last = new LastApplied(sync, progress.good, fetched.commit(), tools.standing());
    return new Prepared(
        revision,
        validated.manifests(),
        reportsOnly(digest) ? holding(plan, validated.manifests(), last) : plan,
        digest,
        Confirmed.tokens(sync, fetched.files().message()));
  }

  /** Whether a new commit is applied, but nothing that others did is put right. */
  private boolean reportsOnly(AppliedDigest digest) {
    return sync.getSpec().driftPolicy() == DriftPolicy.REPORT
        && digest.stage(sync.getStatus()) == AppliedDigest.Stage.NOTHING;
  }

  /**
   * Where a document is in Git as it was applied last, what differs is the doing of others, and is
   * left. Where that cannot be told, it holds for what is gone.
   */
  private static SyncPlan holding(SyncPlan plan, List<Manifest> manifests, LastApplied last) {
    Set<ObjectKey> expected = keysOf(plan, Change::expected);
    if (expected.isEmpty()) {
      return plan;
    }
    List<Manifest> asked = manifests.stream().filter(it -> expected.contains(it.key())).toList();
    return plan.holding(last.unchanged(asked).orElseGet(() -> keysOf(plan, Change::isMissing)));
  }

  private static Set<ObjectKey> keysOf(SyncPlan plan, Predicate<Change> which) {
    return plan.changes().stream()
        .filter(which)
        .map(Change::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What rules about changes look at as the former state. */
  private static LiveObjects live(Observed observed) {
    return key -> observed.live(key).map(LiveObject::json);
  }

  /**
   * Lists and plans what has to be done to have again what was applied last, without the
   * repository.
   *
   * @return empty where that cannot be told without it: something is to be removed or is wanted by
   *     another GitSync, too
   */
  Optional<Prepared> prepareAgain(Rest rest) throws InterruptedException {
    String target = SyncSteps.targetNamespace(sync);
    Possession possession = SyncSteps.possession(sync, progress.inventoryBefore);
    Listing listing = tools.run().observe(possession, Set.of(target), objects);
    Set<ObjectKey> wanted = keys(rest.wanted());
    listing.require(wanted);
    Observed observed = listing.observed();
    if (!observed.unwanted(wanted).isEmpty() || !observed.contested(wanted).isEmpty()) {
      return Optional.empty();
    }
    SyncPlan plan = planner.plan(decrypted(rest.wanted()), observed, owner, Neighbours.none());
    AppliedDigest digest = AppliedDigest.of(sync, rest.revision());
    return Optional.of(
        new Prepared(
            rest.revision(),
            rest.wanted(),
            reportsOnly(digest) ? plan.holding(keysOf(plan, Change::expected)) : plan,
            digest,
            Set.of()));
  }

  private static Set<ObjectKey> keys(List<Manifest> manifests) {
    return manifests.stream().map(Manifest::key).collect(Collectors.toUnmodifiableSet());
  }

  private List<Manifest> decrypted(List<Manifest> manifests) {
    try {
      return decryption.decrypt(manifests);
    } catch (SyncTrouble e) {
      progress.facts.add(Fact.of(SyncOutcome.IN_SYNC, false, e.reason(), e.text()));
      throw e;
    }
  }

  private boolean prunes() {
    return sync.getSpec().prune().enabled();
  }

  /** Applies, prunes, and says what it came to. */
  void carryOut(Prepared prepared) throws InterruptedException {
    AppliedDigest.Stage stage = prepared.digest().stage(sync.getStatus());
    Writing writing = writing(sync.getSpec(), stage);
    var deviations = new Deviations(prepared.plan(), stage, sync.getStatus(), prunes());
    var drift = new DriftRecord(sync, deviations, prepared.revision(), tools, progress.goneAt);
    if (writing == Writing.ALL) {
      progress.corrected = drift.corrects();
    }
    GitSyncSpec spec = sync.getSpec();
    var settings =
        new SyncRun.Settings(
            PruneGuard.of(spec.prune().enabled(), spec.prune().maximum()),
            prepared.confirmed(),
            writing);
    SyncRun.Result result = tools.run().carryOut(prepared.plan(), objects, settings);
    progress.written = result.applied().applied();
    drift.left(result, writing == Writing.ALL);
    new SyncOutcome(sync, prepared, stage, writing).conclude(result, progress);
  }

  /**
   * With {@code driftPolicy: Report} a new commit is applied as far as it does not overwrite what
   * others have changed, nor restore what they have removed and the commit does not touch; after
   * that nothing is written.
   */
  private static Writing writing(GitSyncSpec spec, AppliedDigest.Stage stage) {
    if (spec.driftPolicy() == DriftPolicy.CORRECT) {
      return Writing.ALL;
    }
    return switch (stage) {
      case NOTHING -> Writing.UNCONTESTED;
      case DOCUMENTS -> Writing.REMOVALS;
      case EVERYTHING -> Writing.NONE;
    };
  }

  private SyncTrouble refused(Validated validated, String revision) {
    String first = validated.problems().getFirst().toString();
    String more =
        validated.totalProblems() > 1
            ? " and %d more problems".formatted(validated.totalProblems() - 1)
            : "";
    String message =
        Reason.DOCUMENTS_REFUSED.advise(
            "nothing of %s is applied: %s%s"
                .formatted(
                    SyncSteps.shortened(revision),
                    Messages.cut(first, Messages.BEFORE_REMEDY),
                    more));
    progress.facts.add(Fact.of(SyncOutcome.IN_SYNC, false, Reason.DOCUMENTS_REFUSED, message));
    return SyncTrouble.terminal(Reason.DOCUMENTS_REFUSED, message);
  }
}
