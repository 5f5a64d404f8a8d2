package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.DriftPolicy;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.apply.ClusterFailures;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.engine.Standing;
import io.fedbackup.gitsync.plan.Applicant;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.Neighbours;
import io.fedbackup.gitsync.plan.Observed;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.Possession;
import io.fedbackup.gitsync.plan.PruneGuard;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.source.DirectorySource;
import io.fedbackup.gitsync.source.SourceException;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.source.SourceLimits;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * As a GitSync of the cluster would apply a directory: by its settings, with its inventory, and
 * with regard to the other GitSyncs of its repository. Reads with the user's own rights. Used once.
 */
public final class GitSyncApplicant implements Applicant {
  private final GitSync sync;
  private final Set<ObjectKey> inventory;
  private final OtherSyncs others;
  private final OtherPaths paths;
  private final Optional<Path> repository;

  private GitSyncApplicant(
      GitSync sync, Set<ObjectKey> inventory, OtherSyncs others, Path directory) {
    this.sync = sync;
    this.inventory = inventory;
    this.others = others;
    this.repository = repository(directory, Path.of(sync.getSpec().path()));
    String revision = new DirectorySource(directory, SourceLimits.DEFAULT).revision();
    this.paths = new OtherPaths(sync, revision, this::at, others, new Standing(Kinds.reader()));
  }

  /**
   * The GitSync of this name.
   *
   * @param directory that stands for its path in the repository
   * @throws IllegalArgumentException where there is no such GitSync
   * @throws io.fedbackup.gitsync.apply.ClusterException where it cannot be read
   */
  public static GitSyncApplicant of(
      KubernetesClient client, Catalog catalog, Owner name, Path directory) {
    try {
      GitSync sync =
          client.resources(GitSync.class).inNamespace(name.namespace()).withName(name.name()).get();
      if (sync == null || sync.getSpec() == null) {
        throw new IllegalArgumentException("there is no " + name);
      }
      var inventories = new InventoryStore(client, catalog);
      return new GitSyncApplicant(
          sync, inventories.load(sync), new ClusterSyncs(client, inventories), directory);
    } catch (KubernetesClientException e) {
      throw ClusterFailures.translate("read " + name, e);
    }
  }

  /** The root of the repository, where the directory lies in it as the GitSync's path does. */
  private static Optional<Path> repository(Path directory, Path path) {
    Path at = directory.toAbsolutePath().normalize();
    Path below = path.normalize();
    if (below.toString().isEmpty()) {
      return Optional.of(at);
    }
    Path root = at;
    for (int i = 0; i < below.getNameCount() && root != null; i++) {
      root = root.getParent();
    }
    return Optional.ofNullable(root).filter(it -> at.endsWith(below));
  }

  private SourceFiles at(String path) {
    Path root =
        repository.orElseThrow(
            () -> new SourceException(SourceException.Kind.PATH_NOT_FOUND, path + " is not known"));
    Path other = root.resolve(path).normalize();
    if (!other.startsWith(root)) {
      throw new SourceException(
          SourceException.Kind.PATH_NOT_FOUND, path + " is not in the repository");
    }
    return new DirectorySource(other, SourceLimits.DEFAULT);
  }

  @Override
  public Possession possession() {
    return SyncSteps.possession(sync, inventory);
  }

  @Override
  public String defaultNamespace() {
    return SyncSteps.targetNamespace(sync);
  }

  @Override
  public Optional<String> onlyNamespace() {
    return Optional.of(defaultNamespace());
  }

  @Override
  public PruneGuard guard() {
    return PruneGuard.of(prunes(), sync.getSpec().prune().maximum());
  }

  private boolean prunes() {
    return sync.getSpec().prune().enabled();
  }

  @Override
  public Set<String> confirmed() {
    return Confirmed.tokens(sync, "");
  }

  /** With {@code driftPolicy: Report} a new commit does not overwrite what others have changed. */
  @Override
  public boolean takesOver(Change change) {
    return sync.getSpec().driftPolicy() == DriftPolicy.CORRECT || change.isNew();
  }

  @Override
  public Set<ObjectKey> staying(Set<ObjectKey> keys) {
    return prunes() ? standing(keys) : keys;
  }

  @Override
  public Neighbours neighbours(Observed observed, Set<ObjectKey> wanted) {
    try {
      return new Neighbourhood(others, prunes() ? this::standing : keys -> Set.of())
          .of(observed, wanted);
    } catch (KubernetesClientException e) {
      throw ClusterFailures.translate("read other GitSyncs", e);
    }
  }

  private Set<ObjectKey> standing(Set<ObjectKey> keys) {
    try {
      return paths.standing(keys);
    } catch (KubernetesClientException e) {
      throw ClusterFailures.translate("list gitsyncs in all namespaces", e);
    }
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (sync.getSpec().suspend()) {
      notes.add(owner() + " is suspended: nothing is applied until it is resumed");
    }
    if (sync.getSpec().driftPolicy() == DriftPolicy.REPORT) {
      notes.add(
          "driftPolicy is Report: what others changed or removed stays so where its document is in Git as it was applied last; here it may be shown as to be put right");
    }
    if (repository.isEmpty()) {
      notes.add(
          "the directory does not end in %s, the path of %s: what moved to the path of another GitSync counts as removed"
              .formatted(sync.getSpec().path(), owner()));
    }
    return notes;
  }
}
