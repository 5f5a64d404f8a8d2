package io.fedbackup.e2e.gitsync;

import static io.fedbackup.e2e.gitsync.ForgeScene.await;
import static io.fedbackup.e2e.gitsync.ForgeScene.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.git.WorkingCopy;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A push is applied at once where the Git server tells of it, and nobody else can. */
@FleetTest(applicationClusters = 0, stork = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookIT {
  private static final String TOKEN = "hook-CANARY-token";
  private static final String REPOSITORY = "acme/hooked.git";
  private static final String PUSH = "{\"ref\":\"refs/heads/main\",\"after\":\"%s\"}";

  private final ForgeScene scene;
  private final WorkingCopy copy;
  private final Socket slow;

  WebhookIT(Fleet fleet, Testbed testbed, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
      throws IOException {
    scene = new ForgeScene(fleet, testbed, directory);
    copy = scene.repository(REPOSITORY);
    scene.secret("hook", Map.of("token", TOKEN));
    copy.write("sync/policy.yaml", policy("hooked", "01:00"));
    var first = copy.commitAndPush("First");
    scene.sync("hooked", REPOSITORY, "receiver: {provider: GitHub, secretRef: {name: hook}}");
    scene.awaitApplied("hooked", first);
    slow = slowCall();
  }

  /** A call that begins with the class, so that no story has to wait for its end. */
  private Socket slowCall() throws IOException {
    var address = scene.installation.receiver();
    var socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(20_000);
    var head =
        """
        POST /hook/team-shop/hooked HTTP/1.1
        Host: localhost
        X-Hub-Signature-256: sha256=%s
        Content-Length: 1000

        {
        """
            .formatted("0".repeat(64))
            .stripTrailing();
    socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  @AfterAll
  void end() {
    copy.close();
    scene.close();
  }

  @Test
  void a_push_that_is_told_of_is_applied_long_before_the_next_look() throws Exception {
    // given a commit that git-sync, which looks once an hour, has not seen
    copy.write("sync/policy.yaml", policy("hooked", "02:00"));
    var commit = copy.commitAndPush("Second");

    // when a forger tells of it, then nothing happens
    var forged = call("push", PUSH.formatted(commit), "another key");
    assertThat(forged.statusCode()).isEqualTo(401);
    assertThat(call("push", PUSH.formatted(commit), "").statusCode()).isEqualTo(401);
    assertThat(scene.time("hooked")).contains("01:00");

    // when a push to another branch is told of, neither
    var other = call("push", "{\"ref\":\"refs/heads/other\"}", TOKEN);
    assertThat(other.statusCode()).isEqualTo(202);
    assertThat(other.body()).contains("ignored");

    // when the Git server tells of it
    var told = call("push", PUSH.formatted(commit), TOKEN);

    // then it is applied at once
    assertThat(told.statusCode()).isEqualTo(202);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(scene.time("hooked")).contains("02:00"));
    scene.awaitApplied("hooked", commit);
  }

  @Test
  void a_flood_of_calls_becomes_few_looks_at_the_repository() throws Exception {
    var before = scene.installation.git().requests();

    for (int i = 0; i < 200; i++) {
      assertThat(call("push", PUSH.formatted(i), TOKEN).statusCode()).isEqualTo(202);
    }
    await("calls are counted")
        .until(() -> metric("fedbackup_gitsync_hook_calls_total", "accepted") >= 200);

    assertThat(scene.installation.git().requests() - before).isLessThan(200);
  }

  @Test
  void what_is_asked_for_is_answered_as_documented() throws Exception {
    assertThat(call("ping", "{\"zen\":\"Speak like a human.\"}", TOKEN).statusCode())
        .isEqualTo(200);
    assertThat(call("push", "no JSON", TOKEN).statusCode()).isEqualTo(400);
    assertThat(send(request("/hook/team-shop/other").POST(text("{}"))).statusCode()).isEqualTo(404);
    assertThat(send(request("/hook/team-shop/hooked").GET()).statusCode()).isEqualTo(405);
    assertThat(call("push", " ".repeat((5 << 20) + 1), TOKEN).statusCode()).isEqualTo(413);
  }

  @Test
  void a_receiver_without_its_secret_syncs_all_the_same_and_says_what_is_missing()
      throws Exception {
    var repository = "acme/unready.git";
    try (var unready = scene.repository(repository)) {
      unready.write("sync/policy.yaml", policy("unready", "01:00"));
      var commit = unready.commitAndPush("First");
      scene.sync(
          "unready", repository, "receiver: {provider: Gitea, secretRef: {name: not-there}}");

      scene.awaitApplied("unready", commit);
      await("the Event").until(() -> scene.events("unready", "ReceiverUnusable").size() == 1);
      var answer = send(request("/hook/team-shop/unready").POST(text("{}")));
      assertThat(answer.statusCode()).isEqualTo(503);
    }
  }

  @Test
  void a_call_that_never_ends_is_cut_off_and_nothing_secret_is_logged() throws Exception {
    try (slow) {
      assertThat(endOf(slow)).isTrue();
    }
    assertThat(scene.installation.gitSync().logText()).doesNotContain(TOKEN);
  }

  /** Whether the other side ends the connection while the call is not complete. */
  private static boolean endOf(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset is an end, too
    }
  }

  private double metric(String name, String result) {
    return scene
        .installation
        .gitSync()
        .metrics()
        .lines()
        .filter(line -> line.startsWith(name) && line.contains("result=\"" + result + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** A call as GitHub makes it; with an empty key it is not signed. */
  private HttpResponse<String> call(String event, String body, String key) throws Exception {
    var request = request("/hook/team-shop/hooked").header("X-GitHub-Event", event);
    if (!key.isEmpty()) {
      request.header("X-Hub-Signature-256", sign(body, key));
    }
    return send(request.POST(text(body)));
  }

  private static String sign(String body, String key) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(scene.installation.receiver() + path))
        .timeout(Duration.ofSeconds(15))
        .header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher text(String body) {
    return HttpRequest.BodyPublishers.ofString(body);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    // a connection of its own: one that the server has just closed would be no answer
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
