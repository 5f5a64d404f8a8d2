package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.KubernetesObjects;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.Possession;
import io.fedbackup.gitsync.source.GitFiles;
import io.fedbackup.gitsync.source.SourceException;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.reason.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The steps of one sync, in order: fetch, verify, list, validate, plan, and, when the commit is
 * closed again, apply. Thread-safe.
 */
final class SyncSteps {
  static final String FETCHED = "Fetched";
  static final String APPLIED = "Applied";

  private final Commits commits;
  private final Impersonation impersonation;
  private final InventoryStore inventories;
  private final SignatureStep signatures;
  private final SyncWork.Tools tools;

  SyncSteps(
      Commits commits,
      Impersonation impersonation,
      InventoryStore inventories,
      SignatureStep signatures,
      SyncWork.Tools tools) {
    this.commits = commits;
    this.impersonation = impersonation;
    this.inventories = inventories;
    this.signatures = signatures;
    this.tools = tools;
  }

  /**
   * Syncs one GitSync; what it finds and does goes into {@code progress}.
   *
   * @param known what earlier syncs remembered of it
   * @param expected is told what will be there before anything of it is written
   * @throws SyncTrouble where it cannot go on
   */
  void sync(
      GitSync sync,
      Remembered known,
      SyncProgress progress,
      Consumer<Collection<Manifest>> expected)
      throws InterruptedException {
    KubernetesClient client = impersonation.as(sync);
    SyncWork work = work(sync, client, known, progress);
    guarded(
        progress,
        () -> {
          SyncWork.Prepared prepared;
          try (Fetched fetched = fetch(sync, client, progress)) {
            signatures.verify(sync, client, fetched.files(), progress);
            prepared = work.prepare(fetched, known.documents);
          }
          progress.wanted = prepared.wanted();
          expected.accept(prepared.wanted());
          work.carryOut(prepared);
        });
  }

  /**
   * Puts right, or reports, what differs from what was applied last, without asking the repository.
   *
   * @return whether that could be told; else it has to be synced
   * @throws SyncTrouble where it cannot go on
   */
  boolean compare(GitSync sync, Rest rest, Remembered known, SyncProgress progress)
      throws InterruptedException {
    SyncWork work = work(sync, impersonation.as(sync), known, progress);
    List<SyncWork.Prepared> done = new ArrayList<>();
    guarded(
        progress,
        () -> {
          Optional<SyncWork.Prepared> prepared = work.prepareAgain(rest);
          if (prepared.isPresent()) {
            progress.wanted = rest.wanted();
            work.carryOut(prepared.get());
            done.add(prepared.get());
          }
        });
    return !done.isEmpty();
  }

  private SyncWork work(
      GitSync sync, KubernetesClient client, Remembered known, SyncProgress progress) {
    progress.inventoryBefore = inventories.load(sync);
    progress.goneAt = known.sentinel::goneAt;
    progress.good = known.good;
    return new SyncWork(
        sync,
        new KubernetesObjects(client),
        tools,
        progress,
        new Decryption(sync, (it, name) -> Secrets.read(it, name, client)));
  }

  /** Something that may be refused by the source or the cluster. */
  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }

  private static void guarded(SyncProgress progress, Step step) throws InterruptedException {
    try {
      step.run();
    } catch (SourceException e) {
      throw SyncTrouble.of(e);
    } catch (ClusterException e) {
      SyncTrouble trouble = SyncTrouble.of(e);
      progress.facts.add(
          new Fact(SyncOutcome.IN_SYNC, ConditionStatus.UNKNOWN, trouble.reason(), trouble.text()));
      throw trouble;
    }
  }

  private Fetched fetch(GitSync sync, KubernetesClient client, SyncProgress progress) {
    try {
      Commits.Commit commit = commits.newest(sync, client);
      progress.attempt(commit.revision());
      GitFiles files = commit.at(sync.getSpec().path());
      progress.facts.add(Fact.of(FETCHED, true, Reason.FETCHED, commit.revision().toString()));
      return new Fetched(files, commit);
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

  static String shortened(String revision) {
    int colon = revision.lastIndexOf(':');
    return colon < 0 ? revision : revision.substring(0, Math.min(revision.length(), colon + 9));
  }

  /** What is known to be the GitSync's; nothing that was applied before it was made. */
  static Possession possession(GitSync sync, Set<ObjectKey> inventory) {
    ObjectMeta metadata = sync.getMetadata();
    return new Possession(
        new Owner(metadata.getNamespace(), metadata.getName()),
        inventory,
        Instant.parse(metadata.getCreationTimestamp()));
  }

  static String targetNamespace(GitSync sync) {
    String target = sync.getSpec().targetNamespace();
    return target == null ? sync.getMetadata().getNamespace() : target;
  }
}
