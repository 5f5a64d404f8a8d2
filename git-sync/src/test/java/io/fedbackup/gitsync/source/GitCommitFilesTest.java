package io.fedbackup.gitsync.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a commit that nobody made with git. */
class GitCommitFilesTest {
  private final InMemoryRepository repository =
      new InMemoryRepository(new DfsRepositoryDescription("fleet"));

  @AfterEach
  void end() {
    repository.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escaped.yaml", "a/b.yaml", ".", "..", ".git", ".GIT"})
  void a_name_that_leads_elsewhere_is_refused(String name) throws IOException {
    try (GitFiles files = commit("100644", name)) {
      assertThat(files.files()).isEmpty();
      assertThat(files.refused())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.path()).isEqualTo(name);
                assertThat(it.reason()).contains("Git allows no such name");
              });
    }
  }

  @Test
  void a_name_that_is_just_hidden_is_passed_over() throws IOException {
    try (GitFiles files = commit("100644", ".gitlab-ci.yaml")) {
      assertThat(files.files()).isEmpty();
      assertThat(files.refused()).isEmpty();
    }
  }

  private GitFiles commit(String mode, String name) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, new byte[] {'x'});
      var tree = new ByteArrayOutputStream();
      tree.writeBytes((mode + " " + name + "\0").getBytes(UTF_8));
      byte[] id = new byte[Constants.OBJECT_ID_LENGTH];
      blob.copyRawTo(id, 0);
      tree.writeBytes(id);
      ObjectId root = inserter.insert(Constants.OBJ_TREE, tree.toByteArray());
      String text =
          "tree %s\nauthor a <a> 0 +0000\ncommitter a <a> 0 +0000\n\nx".formatted(root.name());
      ObjectId commit = inserter.insert(Constants.OBJ_COMMIT, text.getBytes(UTF_8));
      inserter.flush();
      var revision = new GitRevision(new GitRef.Branch("main"), commit.name(), Optional.empty());
      return new GitCommitFiles(
          repository, revision, GitPath.of("."), SourceLimits.DEFAULT, new Use());
    }
  }

  private static final class Use implements GitCommitFiles.Use {
    @Override
    public Deadline deadline() {
      return Deadline.after(Clock.systemUTC(), Duration.ofMinutes(1));
    }

    @Override
    public void damaged() {
      throw new AssertionError("nothing is damaged");
    }

    @Override
    public void ended() {}
  }
}
