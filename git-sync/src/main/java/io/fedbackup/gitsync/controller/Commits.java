package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncSpec;
import io.fedbackup.gitsync.source.GitFiles;
import io.fedbackup.gitsync.source.GitMirrors;
import io.fedbackup.gitsync.source.GitRef;
import io.fedbackup.gitsync.source.GitRemote;
import io.fedbackup.gitsync.source.GitRevision;
import java.util.Optional;

/** Commits of the repositories that GitSyncs follow, read with their own Secrets. Thread-safe. */
final class Commits {
  private final GitMirrors mirrors;
  private final GitRemote.Allow urls;

  Commits(GitMirrors mirrors, GitRemote.Allow urls) {
    this.mirrors = mirrors;
    this.urls = urls;
  }

  /** Opens the files below a path of a commit, which is fetched where that is needed. */
  @FunctionalInterface
  interface Opening {
    GitFiles open(GitRevision revision, String path);
  }

  /** One commit of a repository, and by that the others of it. */
  record Commit(GitRevision revision, Opening opening) {

    /** The files below a path of it, to be closed by who asks. */
    GitFiles at(String path) {
      return opening.open(revision, path);
    }

    /**
     * The files below a path of another commit, to be closed by who asks; not every server has
     * those that no ref is at any more.
     */
    GitFiles other(String hash, String path) {
      var other = new GitRevision(new GitRef.Commit(hash), hash, Optional.empty());
      return opening.open(other, path);
    }
  }

  /**
   * The commit at which the GitSync's ref is now.
   *
   * @param client reads its Secret, with the rights of its account
   * @throws io.fedbackup.gitsync.source.SourceException where the repository does not say
   * @throws SyncTrouble where the Secret or the ref is wrong
   */
  Commit newest(GitSync sync, KubernetesClient client) {
    GitSyncSpec spec = sync.getSpec();
    GitRemote remote =
        GitRemote.of(
            spec.url(),
            urls,
            Secrets.credentials(sync, client),
            mirrors.deadline(Durations.parse(spec.timeout())));
    GitRevision revision = mirrors.look(remote, WantedRef.of(spec));
    return new Commit(revision, (which, path) -> mirrors.open(remote, which, path));
  }
}
