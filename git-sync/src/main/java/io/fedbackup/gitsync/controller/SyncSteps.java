package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.DriftPolicy;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncSpec;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.KnownOnCluster;
import io.fedbackup.gitsync.apply.KubernetesObjects;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.PruneGuard;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.source.GitMirrors;
import io.fedbackup.gitsync.source.GitRemote;
import io.fedbackup.gitsync.source.GitRevision;
import io.fedbackup.gitsync.source.SourceException;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.validate.Scope;
import io.fedbackup.gitsync.validate.Validated;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of one sync, in order: refuse, fetch, validate, apply. Thread-safe. */
final class SyncSteps {
  static final String FETCHED = "Fetched";
  static final String APPLIED = "Applied";

  private final Catalog catalog;
  private final GitMirrors mirrors;
  private final GitRemote.Allow urls;
  private final SyncRun run;
  private final Impersonation impersonation;

  SyncSteps(
      Catalog catalog,
      GitMirrors mirrors,
      GitRemote.Allow urls,
      SyncRun run,
      Impersonation impersonation) {
    this.catalog = catalog;
    this.mirrors = mirrors;
    this.urls = urls;
    this.run = run;
    this.impersonation = impersonation;
  }

  /**
   * Syncs one GitSync; what it finds and does goes into {@code progress}.
   *
   * @param documents the parsed documents of this GitSync's earlier syncs
   * @throws SyncTrouble where it cannot go on
   */
  void sync(GitSync sync, Documents documents, SyncProgress progress) throws InterruptedException {
    GitSyncSpec spec = sync.getSpec();
    Refusals.check(spec);
    KubernetesClient client = impersonation.as(sync);
    var objects = new KubernetesObjects(client);
    var owner = new Owner(sync.getMetadata().getNamespace(), sync.getMetadata().getName());
    try (SourceFiles files = fetch(sync, client, progress)) {
      var known = new KnownOnCluster(objects, catalog, owner);
      Validated validated =
          documents.validate(files, Scope.confinedTo(targetNamespace(sync), known));
      if (!validated.isValid()) {
        throw refused(validated, files.revision());
      }
      SyncRun.Result result = run.run(validated.manifests(), objects, settings(sync, owner, files));
      new SyncOutcome(sync, files.revision()).conclude(validated.manifests(), result, progress);
    } catch (SourceException e) {
      throw SyncTrouble.of(e);
    } catch (ClusterException e) {
      throw SyncTrouble.of(e);
    }
  }

  private SourceFiles fetch(GitSync sync, KubernetesClient client, SyncProgress progress) {
    GitSyncSpec spec = sync.getSpec();
    try {
      GitRemote remote =
          GitRemote.of(
              spec.url(), urls, Secrets.credentials(sync, client), Durations.parse(spec.timeout()));
      GitRevision revision = mirrors.look(remote, Refusals.ref(spec));
      progress.attempted = revision.toString();
      SourceFiles files = mirrors.open(remote, revision, spec.path());
      progress.facts.add(Fact.of(FETCHED, true, Reason.FETCHED, revision.toString()));
      return files;
    } catch (SourceException e) {
      throw fetchFailed(progress, SyncTrouble.of(e));
    } catch (SyncTrouble e) {
      throw fetchFailed(progress, e);
    }
  }

  private static SyncTrouble fetchFailed(SyncProgress progress, SyncTrouble trouble) {
    progress.facts.add(Fact.of(FETCHED, false, trouble.reason(), trouble.text()));
    return trouble;
  }

  private static SyncTrouble refused(Validated validated, String revision) {
    String first = validated.problems().getFirst().toString();
    String more =
        validated.totalProblems() > 1
            ? " and %d more problems".formatted(validated.totalProblems() - 1)
            : "";
    return SyncTrouble.terminal(
        Reason.DOCUMENTS_REFUSED,
        "nothing of %s is applied: %s%s".formatted(shortened(revision), first, more));
  }

  static String shortened(String revision) {
    int colon = revision.lastIndexOf(':');
    return colon < 0 ? revision : revision.substring(0, Math.min(revision.length(), colon + 9));
  }

  private static SyncRun.Settings settings(GitSync sync, Owner owner, SourceFiles files) {
    GitSyncSpec spec = sync.getSpec();
    boolean reportOnly =
        spec.driftPolicy() == DriftPolicy.REPORT && isSettled(sync, files.revision());
    return new SyncRun.Settings(
        owner,
        Set.of(targetNamespace(sync)),
        kindsBefore(sync.getStatus()),
        PruneGuard.of(spec.prune().enabled(), spec.prune().maximum()),
        confirmed(sync),
        reportOnly);
  }

  /**
   * Whether this very revision was applied in full already: what differs now was changed by
   * somebody else.
   */
  static boolean isSettled(GitSync sync, String revision) {
    GitSyncStatus status = sync.getStatus();
    return status != null && revision.equals(status.lastAppliedRevision());
  }

  private static Optional<String> confirmed(GitSync sync) {
    return Optional.ofNullable(sync.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Annotations.CONFIRM));
  }

  private static Set<String> kindsBefore(@org.jspecify.annotations.Nullable GitSyncStatus status) {
    return status == null || status.inventory() == null
        ? Set.of()
        : status.inventory().entries().stream()
            .map(entry -> entry.kind())
            .collect(Collectors.toSet());
  }

  static String targetNamespace(GitSync sync) {
    String target = sync.getSpec().targetNamespace();
    return target == null ? sync.getMetadata().getNamespace() : target;
  }

  /** What a trouble means for the conditions. */
  static Outcome outcome(SyncTrouble trouble) {
    return trouble.isTerminal()
        ? Outcome.blocked(trouble.reason(), trouble.text())
        : Outcome.failed(trouble.reason(), trouble.text());
  }
}
