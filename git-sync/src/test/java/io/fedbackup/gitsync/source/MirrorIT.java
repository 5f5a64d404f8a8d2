package io.fedbackup.gitsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors on disk: shared, damaged, lost, and away when nobody needs them. */
class MirrorIT {
  private static final GitRef MAIN = new GitRef.Branch("main");

  @TempDir Path folder;
  private Path cache;
  private TestRepository fleet;
  private HttpsGitServer server;
  private GitMirrors mirrors;

  @BeforeEach
  void start() throws Exception {
    cache = folder.resolve("cache");
    server = HttpsGitServer.start(folder.resolve("server"));
    fleet = TestRepository.create(folder.resolve("server/fleet.git"));
    fleet.file("a.yaml", "one").file("b.yaml", "two").commit("main");
    mirrors = Sources.mirrors(cache);
  }

  @AfterEach
  void stop() throws Exception {
    fleet.close();
    server.close();
  }

  private GitRemote remote() {
    return Sources.remote(
        server.url("fleet.git"),
        Sources.secret(
            "username",
            HttpsGitServer.USER,
            "password",
            HttpsGitServer.PASSWORD,
            "ca.crt",
            server.authority()));
  }

  private GitFiles open() {
    return Sources.open(mirrors, remote(), MAIN, ".");
  }

  private List<Path> cached(String end) throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(file -> file.toString().endsWith(end)).toList();
    }
  }

  @Test
  void many_gitsyncs_of_one_repository_fetch_a_commit_once() throws Exception {
    List<Future<?>> syncs = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        syncs.add(threads.submit(() -> open().close()));
      }
    }
    for (Future<?> sync : syncs) {
      sync.get();
    }

    assertThat(cached(".pack")).hasSize(1);
  }

  @Test
  void while_one_reads_others_fetch_and_read() {
    try (GitFiles before = open()) {
      fleet.file("a.yaml", "three").commit("main");

      try (GitFiles after = open()) {
        assertThat(Sources.text(after, "a.yaml")).isEqualTo("three");
      }
      assertThat(Sources.text(before, "a.yaml")).isEqualTo("one");
    }
  }

  @Test
  void a_mirror_outlives_the_process_and_may_be_lost() throws IOException {
    open().close();
    List<Path> packs = cached(".pack");

    mirrors = Sources.mirrors(cache);
    open().close();
    assertThat(cached(".pack")).isEqualTo(packs);

    Folders.remove(cache);
    try (GitFiles files = open()) {
      assertThat(Sources.text(files, "b.yaml")).isEqualTo("two");
    }
  }

  @Test
  void a_mirror_that_lost_its_pack_is_fetched_anew_at_once() throws IOException {
    open().close();
    for (Path pack : cached(".pack")) {
      Files.delete(pack);
    }

    try (GitFiles files = open()) {
      assertThat(Sources.text(files, "a.yaml")).isEqualTo("one");
    }
  }

  @Test
  void a_mirror_whose_settings_are_garbage_is_fetched_anew_at_once() throws IOException {
    open().close();
    for (Path config : cached("config")) {
      Files.writeString(config, "[[[ no configuration");
    }

    try (GitFiles files = open()) {
      assertThat(Sources.text(files, "a.yaml")).isEqualTo("one");
    }
  }

  @Test
  void a_file_that_cannot_be_read_from_the_mirror_makes_the_next_sync_fetch_anew()
      throws IOException {
    open().close();
    overwritePacks();

    SourceException trouble =
        catchThrowableOfType(
            SourceException.class,
            () -> {
              try (GitFiles files = open()) {
                Sources.text(files, "a.yaml");
                Sources.text(files, "b.yaml");
              }
            });

    assertThat(trouble == null || trouble.kind() == Kind.LOCAL).isTrue();
    try (GitFiles files = open()) {
      assertThat(Sources.text(files, "a.yaml")).isEqualTo("one");
      assertThat(Sources.text(files, "b.yaml")).isEqualTo("two");
    }
  }

  private void overwritePacks() throws IOException {
    for (Path pack : cached(".pack")) {
      assertThat(pack.toFile().setWritable(true)).isTrue();
      byte[] bytes = Files.readAllBytes(pack);
      for (int i = 12; i < bytes.length - 20; i++) {
        bytes[i] ^= 0x55;
      }
      Files.write(pack, bytes);
    }
  }

  @Test
  void a_fetch_into_a_damaged_mirror_begins_anew() throws IOException {
    open().close();
    overwritePacks();
    fleet.file("a.yaml", "three").commit("main");

    try (GitFiles files = open()) {
      assertThat(Sources.text(files, "a.yaml")).isEqualTo("three");
      assertThat(Sources.text(files, "b.yaml")).isEqualTo("two");
    }
  }

  @Test
  void mirrors_that_nobody_used_for_a_day_go() throws IOException {
    var now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
    InstantSource source = now::get;
    Clock clock = source.withZone(ZoneOffset.UTC);
    mirrors = new GitMirrors(cache, SourceLimits.DEFAULT, HttpsProxies.none(), clock);
    GitRemote old = remote(clock);
    mirrors.open(old, mirrors.look(old, MAIN), ".").close();
    assertThat(cached(".pack")).hasSize(1);

    now.set(now.get().plus(Duration.ofHours(25)));
    try (TestRepository other = TestRepository.create(folder.resolve("other.git"))) {
      other.file("a.yaml", "x").commit("main");
      GitRemote another =
          GitRemote.of(
              other.url(),
              GitRemote.Allow.REMOTES_AND_FILES,
              GitCredentials.none(),
              Deadline.after(clock, Duration.ofMinutes(1)));
      mirrors.open(another, mirrors.look(another, MAIN), ".").close();
    }

    assertThat(cached(".pack")).hasSize(1);
  }

  private GitRemote remote(Clock clock) {
    GitRemote remote = remote();
    return new GitRemote(
        remote.url(), remote.credentials(), Deadline.after(clock, Duration.ofMinutes(1)));
  }
}
