package io.fedbackup.gitsync.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fedbackup.gitsync.commitstatus.Posting;
import io.fedbackup.gitsync.commitstatus.StatusPoster;
import io.fedbackup.gitsync.commitstatus.StatusRequest;
import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository behind HTTPS, with all that can be wrong with it. */
class HttpsSourceIT {
  private static final GitRef MAIN = new GitRef.Branch("main");

  @TempDir Path folder;
  private HttpsGitServer server;
  private Relay relay;
  private TestRepository fleet;
  private GitMirrors mirrors;

  @BeforeEach
  void start() throws Exception {
    server = HttpsGitServer.start(folder.resolve("server"));
    relay = Relay.to(server.port());
    fleet = TestRepository.create(folder.resolve("server/fleet.git"));
    mirrors = Sources.mirrors(folder.resolve("cache"));
  }

  @AfterEach
  void stop() throws Exception {
    fleet.close();
    relay.close();
    server.close();
  }

  private GitCredentials ada() {
    return ada(HttpsGitServer.PASSWORD);
  }

  private GitCredentials ada(String password) {
    return Sources.secret(
        "username", HttpsGitServer.USER, "password", password, "ca.crt", server.authority());
  }

  private GitRemote remote() {
    return Sources.remote("https://127.0.0.1:%d/fleet.git".formatted(relay.port()), ada());
  }

  private GitFiles open(GitRef ref, String path) {
    return Sources.open(mirrors, remote(), ref, path);
  }

  private static Kind refused(Callable<?> call) {
    SourceException refusal = catchThrowableOfType(SourceException.class, call::call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.getMessage())
        .doesNotContain(HttpsGitServer.PASSWORD)
        .doesNotContain("Exception", "sun.", "PKIX");
    return refusal.kind();
  }

  @Test
  void a_commit_is_read() {
    fleet.file("clusters/a.yaml", "kind: A").file("clusters/.hidden.yaml", "x").commit("main");

    try (GitFiles files = open(MAIN, "clusters")) {
      assertThat(Sources.paths(files)).containsExactly("clusters/a.yaml");
      assertThat(Sources.text(files, "clusters/a.yaml")).isEqualTo("kind: A");
    }
  }

  @Test
  void a_force_push_and_a_rewritten_history_are_followed() {
    fleet.file("a.yaml", "one").commit("main");
    open(MAIN, ".").close();

    fleet.file("a.yaml", "two").commit("main");
    fleet.file("a.yaml", "three").rewrite("main");

    try (GitFiles files = open(MAIN, ".")) {
      assertThat(Sources.text(files, "a.yaml")).isEqualTo("three");
    }
  }

  @Test
  void a_deleted_branch_and_an_unknown_one_are_told_apart_from_an_empty_one() {
    fleet.file("a.yaml", "one").commit("team");
    open(new GitRef.Branch("team"), ".").close();
    fleet.commit("main");

    fleet.deleteBranch("team");

    assertThat(refused(() -> open(new GitRef.Branch("team"), "."))).isEqualTo(Kind.REF_NOT_FOUND);
    assertThat(refused(() -> open(new GitRef.Tag("v1"), "."))).isEqualTo(Kind.REF_NOT_FOUND);
  }

  @Test
  void a_commit_that_a_rewritten_branch_left_behind_is_still_read_by_its_hash() {
    String first =
        fleet.with("uploadpack", "allowAnySHA1InWant", true).file("a.yaml", "one").commit("main");
    fleet.file("a.yaml", "two").rewrite("main");

    try (GitFiles files = open(new GitRef.Commit(first), ".")) {
      assertThat(Sources.text(files, "a.yaml")).isEqualTo("one");
    }
  }

  @Test
  void a_wrong_commit_brings_no_history_with_it() {
    for (int i = 0; i < 5; i++) {
      fleet.noise("noise-" + i + ".bin", 1 << 20).commit("main");
    }

    Kind kind = refused(() -> open(new GitRef.Commit("2".repeat(40)), "."));

    assertThat(kind).isEqualTo(Kind.REF_NOT_FOUND);
    assertThat(relay.sent()).isLessThan(1 << 20);
  }

  @Test
  void a_missing_path_a_file_in_its_place_and_a_path_that_leaves_are_refused() {
    fleet.file("clusters/a.yaml", "one").commit("main");

    assertThat(refused(() -> open(MAIN, "teams"))).isEqualTo(Kind.PATH_NOT_FOUND);
    assertThat(refused(() -> open(MAIN, "clusters/a.yaml"))).isEqualTo(Kind.PATH_NOT_FOUND);
    assertThat(refused(() -> open(MAIN, "clusters/../.."))).isEqualTo(Kind.CONFIGURATION);
  }

  @Test
  void links_and_submodules_are_named_and_not_followed() {
    fleet
        .file("clusters/a.yaml", "one")
        .link("clusters/passwd.yaml", "../../../../etc/passwd")
        .submodule("clusters/other")
        .commit("main");

    try (GitFiles files = open(MAIN, "clusters")) {
      assertThat(Sources.paths(files)).containsExactly("clusters/a.yaml");
      assertThat(files.refused())
          .extracting(SourceFiles.Refused::path)
          .containsExactly("clusters/other", "clusters/passwd.yaml");
    }
  }

  @Test
  void a_tree_that_names_a_parent_folder_is_refused_and_stays_inside_of_git() {
    ObjectId blob = fleet.raw(Constants.OBJ_BLOB, new byte[] {'x'});
    byte[] id = new byte[20];
    blob.copyRawTo(id, 0);
    var tree = new ByteArrayOutputStream();
    tree.writeBytes("100644 ../escaped.yaml\0".getBytes(UTF_8));
    tree.writeBytes(id);
    ObjectId root = fleet.raw(Constants.OBJ_TREE, tree.toByteArray());
    String text =
        "tree %s\nauthor a <a> 0 +0000\ncommitter a <a> 0 +0000\n\nx".formatted(root.name());
    fleet.ref("refs/heads/main", fleet.raw(Constants.OBJ_COMMIT, text.getBytes(UTF_8)));

    try (GitFiles files = open(MAIN, ".")) {
      assertThat(files.files()).isEmpty();
      assertThat(files.refused())
          .singleElement()
          .satisfies(it -> assertThat(it.path()).isEqualTo("../escaped.yaml"));
    }
    assertThat(folder.resolve("escaped.yaml")).doesNotExist();
    assertThat(folder.resolve("cache/escaped.yaml")).doesNotExist();
  }

  @Test
  void folders_that_multiply_are_refused_soon() {
    ObjectId tree = tree("a.yaml", "100644", fleet.raw(Constants.OBJ_BLOB, new byte[] {'x'}));
    for (int depth = 0; depth < 40; depth++) {
      tree = twice(tree);
    }
    String text =
        "tree %s\nauthor a <a> 0 +0000\ncommitter a <a> 0 +0000\n\nx".formatted(tree.name());
    fleet.ref("refs/heads/main", fleet.raw(Constants.OBJ_COMMIT, text.getBytes(UTF_8)));

    assertThat(refused(() -> open(MAIN, "."))).isEqualTo(Kind.TOO_LARGE);
  }

  private ObjectId tree(String name, String mode, ObjectId id) {
    return fleet.raw(Constants.OBJ_TREE, entry(name, mode, id));
  }

  private ObjectId twice(ObjectId tree) {
    var both = new ByteArrayOutputStream();
    both.writeBytes(entry("a", "40000", tree));
    both.writeBytes(entry("b", "40000", tree));
    return fleet.raw(Constants.OBJ_TREE, both.toByteArray());
  }

  private static byte[] entry(String name, String mode, ObjectId id) {
    var entry = new ByteArrayOutputStream();
    entry.writeBytes((mode + " " + name + "\0").getBytes(UTF_8));
    byte[] raw = new byte[20];
    id.copyRawTo(raw, 0);
    entry.writeBytes(raw);
    return entry.toByteArray();
  }

  @Test
  void wrong_credentials_no_credentials_no_repository_and_an_untrusted_server_are_told_apart() {
    fleet.file("a.yaml", "one").commit("main");
    String url = server.url("fleet.git");

    assertThat(refused(() -> mirrors.look(Sources.remote(url, ada("wrong")), MAIN)))
        .isEqualTo(Kind.AUTHENTICATION_REFUSED);
    assertThat(
            refused(
                () ->
                    mirrors.look(
                        Sources.remote(url, Sources.secret("ca.crt", server.authority())), MAIN)))
        .isEqualTo(Kind.AUTHENTICATION_REFUSED);
    assertThat(refused(() -> mirrors.look(Sources.remote(server.url("none.git"), ada()), MAIN)))
        .isEqualTo(Kind.REPOSITORY_NOT_FOUND);
    assertThat(
            refused(
                () ->
                    mirrors.look(
                        Sources.remote(
                            url,
                            Sources.secret("username", "ada", "password", HttpsGitServer.PASSWORD)),
                        MAIN)))
        .isEqualTo(Kind.TLS);
    assertThat(refused(() -> mirrors.look(Sources.remote("https://127.0.0.1:1/x", ada()), MAIN)))
        .isEqualTo(Kind.REMOTE_UNREACHABLE);
  }

  @Test
  void a_certificate_for_other_names_and_a_port_without_tls_are_told_in_words() throws Exception {
    try (var proxy = Relay.proxyTo(server.port());
        var plain = new ServerSocket(0)) {
      var proxies = HttpsProxies.of(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port()));
      mirrors =
          new GitMirrors(folder.resolve("tls"), SourceLimits.DEFAULT, proxies, Clock.systemUTC());
      Thread.ofVirtual().start(() -> answerInPlainText(plain));

      assertThat(trouble("https://other.example.test/fleet.git"))
          .hasMessageContaining("other names")
          .extracting(SourceException::kind)
          .isEqualTo(Kind.TLS);
      assertThat(trouble("https://127.0.0.1:%d/fleet.git".formatted(plain.getLocalPort())))
          .hasMessageContaining("does not speak TLS")
          .extracting(SourceException::kind)
          .isEqualTo(Kind.TLS);
    }
  }

  private SourceException trouble(String url) {
    return catchThrowableOfType(
        SourceException.class, () -> mirrors.look(Sources.remote(url, ada()), MAIN));
  }

  private static void answerInPlainText(ServerSocket server) {
    while (!server.isClosed()) {
      try (var client = server.accept()) {
        client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // the client goes when it has seen enough
      }
    }
  }

  @Test
  void a_redirect_to_another_host_is_refused() {
    fleet.file("a.yaml", "one").commit("main");

    assertThat(
            refused(
                () -> mirrors.look(Sources.remote(server.url("elsewhere/fleet.git"), ada()), MAIN)))
        .isEqualTo(Kind.REDIRECT_REFUSED);
  }

  @Test
  void another_gitsync_of_the_repository_needs_its_own_credentials_though_the_mirror_has_it_all() {
    fleet.file("a.yaml", "one").commit("main");
    open(MAIN, ".").close();

    GitRemote stranger =
        Sources.remote("https://127.0.0.1:%d/fleet.git".formatted(relay.port()), ada("guess"));

    assertThat(refused(() -> mirrors.look(stranger, MAIN))).isEqualTo(Kind.AUTHENTICATION_REFUSED);
  }

  @Test
  void a_network_that_is_cut_during_a_fetch_fails_and_then_all_is_well() {
    fleet.noise("a.yaml", 3 << 20).commit("main");
    GitRevision revision = mirrors.look(remote(), MAIN);
    relay.cutAfter(1 << 20);

    assertThat(refused(() -> mirrors.open(remote(), revision, ".")))
        .isEqualTo(Kind.REMOTE_UNREACHABLE);

    relay.heal();
    try (GitFiles files = mirrors.open(remote(), revision, ".")) {
      assertThat(Sources.paths(files)).containsExactly("a.yaml");
    }
  }

  @Test
  void a_huge_file_elsewhere_in_a_large_repository_is_not_fetched() {
    for (int i = 0; i < 10_000; i++) {
      fleet.file("clusters/%02d/%d.yaml".formatted(i % 100, i), "kind: A\nnumber: " + i);
    }
    fleet.noise("media/film.mp4", 64L << 20).commit("main");

    try (GitFiles files = open(MAIN, "clusters")) {
      assertThat(files.files()).hasSize(10_000);
      assertThat(Sources.text(files, "clusters/42/42.yaml")).contains("number: 42");
    }
    assertThat(relay.sent()).isLessThan(4 << 20);
  }

  @Test
  void a_yaml_file_over_the_limit_is_cut_one_byte_behind_it_for_the_reader_to_refuse() {
    fleet.noise("a.yaml", SourceLimits.DEFAULT.fileBytes() + 5L).file("b.yaml", "b").commit("main");

    try (GitFiles files = open(MAIN, ".")) {
      assertThat(files.read(files.files().getFirst()))
          .hasSize(SourceLimits.DEFAULT.fileBytes() + 1);
    }
  }

  @Test
  void a_server_that_knows_no_filter_and_serves_no_commit_by_hash_is_read_all_the_same() {
    fleet
        .with("uploadpack", "allowFilter", false)
        .with("uploadpack", "allowReachableSHA1InWant", false)
        .file("a.yaml", "one");
    String commit = fleet.commit("main");

    try (GitFiles files = open(MAIN, ".")) {
      assertThat(files.revision()).isEqualTo("main@sha1:" + commit);
      assertThat(Sources.text(files, "a.yaml")).isEqualTo("one");
    }
  }

  @Test
  void more_than_may_be_transferred_is_refused() {
    fleet.noise("a.yaml", 2 << 20).commit("main");
    var small =
        new SourceLimits(
            10,
            4 << 20,
            8 << 20,
            100,
            new SourceLimits.Remotes(1 << 20, 100, 1 << 20, 8L << 30, Duration.ofDays(1)));
    mirrors = Sources.mirrors(folder.resolve("other"), small);

    assertThat(refused(() -> open(MAIN, "."))).isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void a_server_that_does_not_answer_ends_with_the_deadline() throws Exception {
    try (var silent = new ServerSocket(0)) {
      GitRemote remote =
          Sources.remote(
              "https://127.0.0.1:%d/x".formatted(silent.getLocalPort()),
              ada(),
              Duration.ofSeconds(2));
      long started = System.nanoTime();

      assertThat(refused(() -> mirrors.look(remote, MAIN))).isEqualTo(Kind.TIMED_OUT);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void the_highest_version_in_a_range_is_taken_with_its_tag() {
    String commit = fleet.file("a.yaml", "one").commit("main");
    fleet.tag("v1.2.0", commit);
    String tag = fleet.tag("v1.10.0", commit);
    fleet.lightTag("v2.0.0", commit);
    fleet.tag("v1.11.0-rc.1", commit);

    GitRevision revision = mirrors.look(remote(), new GitRef.Versions(VersionRange.of("^1.2")));

    assertThat(revision)
        .isEqualTo(new GitRevision(new GitRef.Tag("v1.10.0"), commit, Optional.of(tag)));
    try (GitFiles files = mirrors.open(remote(), revision, ".")) {
      assertThat(files.revision()).startsWith("v1.10.0@sha1:");
      assertThat(files.tagObject()).isPresent();
    }
    assertThat(refused(() -> mirrors.look(remote(), new GitRef.Versions(VersionRange.of("^3")))))
        .isEqualTo(Kind.REF_NOT_FOUND);
  }

  @Test
  void the_proxy_of_the_environment_is_used_for_hosts_that_are_not_exempt() throws Exception {
    fleet.file("a.yaml", "one").commit("main");
    try (var proxy = Relay.proxyTo(server.port())) {
      var proxies =
          HttpsProxies.of(
              Map.of("https_proxy", "http://127.0.0.1:" + proxy.port(), "NO_PROXY", ".internal"));
      mirrors =
          new GitMirrors(
              folder.resolve("proxied"), SourceLimits.DEFAULT, proxies, Clock.systemUTC());
      GitRemote remote =
          Sources.remote("https://%s/fleet.git".formatted(TestCertificates.NAME), ada());

      try (GitFiles files = Sources.open(mirrors, remote, MAIN, ".")) {
        assertThat(Sources.paths(files)).containsExactly("a.yaml");
      }
      assertThat(proxy.asked).contains(TestCertificates.NAME + ":443");
    }
  }

  @Test
  void the_same_proxy_is_used_for_commit_statuses() throws Exception {
    try (var proxy = Relay.proxyTo(server.port())) {
      var address = Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
      var exempt = Map.of("NO_PROXY", TestCertificates.NAME);

      assertThat(post(HttpsProxies.of(address))).isInstanceOf(Posting.Refused.class);
      assertThat(proxy.asked).containsExactly(TestCertificates.NAME + ":443");

      var both = new HashMap<>(address);
      both.putAll(exempt);
      assertThat(post(HttpsProxies.of(both))).isInstanceOf(Posting.Unreachable.class);
      assertThat(proxy.asked).hasSize(1);
    }
  }

  /** Posts to a server that has no such API and says so. */
  private Posting post(HttpsProxies proxies) throws Exception {
    var request =
        new StatusRequest(
            URI.create("https://%s/api/v1/statuses".formatted(TestCertificates.NAME)),
            Map.of(),
            "{}");
    return new StatusPoster(proxies).post(request, Optional.of(server.authority()));
  }
}
