package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncSpec;
import io.fedbackup.gitsync.source.GitFiles;
import io.fedbackup.gitsync.source.GitMirrors;
import io.fedbackup.gitsync.source.GitRemote;
import io.fedbackup.gitsync.source.GitRevision;
import java.util.function.Function;

/** Commits of the repositories that GitSyncs follow, read with their own Secrets. Thread-safe. */
final class Commits {
  private final GitMirrors mirrors;
  private final GitRemote.Allow urls;

  Commits(GitMirrors mirrors, GitRemote.Allow urls) {
    this.mirrors = mirrors;
    this.urls = urls;
  }

  /**
   * One commit of a repository; fetched where it is opened.
   *
   * @param at the files below a path of it, to be closed by who asks
   */
  record Commit(GitRevision revision, Function<String, GitFiles> at) {}

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
    return new Commit(revision, path -> mirrors.open(remote, revision, path));
  }
}
