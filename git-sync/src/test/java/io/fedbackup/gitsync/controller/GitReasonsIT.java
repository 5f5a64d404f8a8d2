package io.fedbackup.gitsync.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fedbackup.api.v1alpha1.GitReferenceBuilder;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncSpecBuilder;
import io.fedbackup.gitsync.source.GitMirrors;
import io.fedbackup.gitsync.source.GitRemote;
import io.fedbackup.gitsync.source.HttpsProxies;
import io.fedbackup.gitsync.source.SourceException;
import io.fedbackup.gitsync.source.SourceLimits;
import io.fedbackup.gitsync.source.TestRepository;
import io.fedbackup.planning.reason.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a GitSync tells of a repository that cannot be read, from real repositories. */
class GitReasonsIT {
  private static final SourceLimits TWO_FILES =
      new SourceLimits(2, 1 << 20, 1 << 20, 100, SourceLimits.Remotes.DEFAULT);

  private final KubernetesClient unused =
      new KubernetesClientBuilder().withConfig(Config.empty()).build();
  @TempDir Path folder;
  private TestRepository fleet;

  @BeforeEach
  void aRepository() {
    fleet = TestRepository.create(folder.resolve("fleet.git"));
    fleet.file("a/1.yaml", "1").file("a/2.yaml", "2").file("a/3.yaml", "3").commit("main");
  }

  @AfterEach
  void end() {
    fleet.close();
    unused.close();
  }

  @Test
  void a_branch_that_is_not_there_is_named_with_the_repository() {
    assertTold(
        trouble(sync(fleet.url(), "mian", "."), folder.resolve("cache")),
        Reason.GIT_REF_NOT_FOUND,
        false,
        "mian",
        fleet.url());
  }

  @Test
  void a_folder_that_is_not_there_is_named_with_the_commit() {
    assertTold(
        trouble(sync(fleet.url(), "main", "b"), folder.resolve("cache")),
        Reason.GIT_PATH_NOT_FOUND,
        false,
        "'b'",
        "main@sha1:",
        "spec.path");
  }

  @Test
  void more_files_than_are_read_are_told_with_the_commit() {
    assertTold(
        trouble(sync(fleet.url(), "main", "a"), folder.resolve("cache")),
        Reason.GIT_TOO_LARGE,
        true,
        "main@sha1:",
        "more than 2 YAML files");
  }

  @Test
  void a_url_that_cannot_be_used_is_told_by_its_field() {
    assertTold(
        trouble(sync("http://git.example.com/fleet.git", "main", "."), folder.resolve("cache")),
        Reason.GIT_SETTINGS_INVALID,
        true,
        "spec.url: http://");
  }

  @Test
  void a_cache_that_cannot_be_written_is_told_as_such() throws IOException {
    Path cache = Files.createFile(folder.resolve("a-file"));

    assertTold(
        trouble(sync(fleet.url(), "main", "."), cache),
        Reason.GIT_LOCAL_TROUBLE,
        false,
        "cache folder");
  }

  private static void assertTold(
      SyncTrouble trouble, Reason reason, boolean terminal, String... words) {
    assertThat(trouble.reason()).isEqualTo(reason);
    assertThat(trouble.isTerminal()).isEqualTo(terminal);
    assertThat(trouble.text()).contains(words).endsWith("; " + reason.remedy());
  }

  private SyncTrouble trouble(GitSync sync, Path cache) {
    var mirrors = new GitMirrors(cache, TWO_FILES, HttpsProxies.none(), Clock.systemUTC());
    var commits = new Commits(mirrors, GitRemote.Allow.REMOTES_AND_FILES);
    return SyncTrouble.of(
        catchThrowableOfType(
            SourceException.class,
            () -> commits.newest(sync, unused).at(sync.getSpec().path()).close()));
  }

  private static GitSync sync(String url, String branch, String path) {
    var sync = new GitSync();
    sync.setMetadata(new ObjectMetaBuilder().withNamespace("team").withName("fleet").build());
    sync.setSpec(
        GitSyncSpecBuilder.builder()
            .url(url)
            .ref(GitReferenceBuilder.builder().branch(branch).build())
            .path(path)
            .build());
    return sync;
  }
}
