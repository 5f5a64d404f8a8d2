package io.fedbackup.gitsync.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.GitProvider;
import io.fedbackup.api.v1alpha1.GitReference;
import io.fedbackup.api.v1alpha1.GitReferenceBuilder;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call comes to, from its first line to the trigger. */
class HookCallsTest {
  private static final String TOKEN = "webhook-token";

  private final Target target = new Target();
  private boolean serving = true;
  private final HookCalls calls =
      new HookCalls(
          new HookTargets() {
            @Override
            public boolean isServing() {
              return serving;
            }

            @Override
            public Optional<HookTarget> find(String namespace, String name) {
              return namespace.equals("team") && name.equals("fleet.prod")
                  ? Optional.of(target)
                  : Optional.empty();
            }
          });

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # ref of the spec | event and ref of the call                          | answer
          branch main       | push          {"ref":"refs/heads/main"}            | ACCEPTED
          branch main       | push          {"ref":"refs/heads/main2"}           | IGNORED
          branch main       | push          {"ref":"refs/tags/main"}             | IGNORED
          branch feature/a  | push          {"ref":"refs/heads/feature/a"}       | ACCEPTED
          tag v1            | push          {"ref":"refs/tags/v1"}               | ACCEPTED
          tag v1            | push          {"ref":"refs/heads/v1"}              | IGNORED
          semver >=1        | push          {"ref":"refs/tags/1.2.3"}            | ACCEPTED
          semver >=1        | push          {"ref":"refs/heads/main"}            | IGNORED
          commit x          | push          {"ref":"refs/heads/main"}            | IGNORED
          branch main       | ping          {"zen":"Keep it logically awesome."} | PONG
          branch main       | pull_request  {"ref":"refs/heads/main"}            | IGNORED
          branch main       | push          {}                                   | MALFORMED
          branch main       | push          {"ref":null}                         | MALFORMED
          branch main       | push          {"ref":["refs/heads/main"]}          | MALFORMED
          branch main       | push          {"repository":{"ref":"refs/heads/main"}} | MALFORMED
          branch main       | push          [1]                                  | MALFORMED
          branch main       | push          {"ref":                              | MALFORMED
          branch main       | push          no JSON                              | MALFORMED
          """)
  void of_github_only_a_push_to_the_ref_that_is_followed_triggers(
      String followed, String eventAndBody, HookAnswer answer) throws Exception {
    // given
    target.ref = reference(followed);
    var event = eventAndBody.split(" ", 2);

    // when
    var got = calls.decide(signed(event[1].strip(), "X-GitHub-Event", event[0]));

    // then
    assertThat(got.answer()).isEqualTo(answer);
    assertThat(target.triggered).isEqualTo(answer == HookAnswer.ACCEPTED ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Push Hook          | {"object_kind":"push","ref":"refs/heads/main"}      | ACCEPTED
          Tag Push Hook      | {"object_kind":"tag_push","ref":"refs/tags/v1"}     | IGNORED
          System Hook        | {"event_name":"push","ref":"refs/heads/main"}       | ACCEPTED
          System Hook        | {"event_name":"project_create"}                     | IGNORED
          Merge Request Hook | {"object_kind":"merge_request"}                     | IGNORED
          """)
  void of_gitlab_too(String event, String body, HookAnswer answer) throws Exception {
    target.provider = GitProvider.GIT_LAB;

    var got = calls.decide(call(body, "X-Gitlab-Token", TOKEN, "X-Gitlab-Event", event));

    assertThat(got.answer()).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"eventType":"git.push","resource":{"commits":[],"refUpdates":[{"name":"refs/heads/x"},{"oldObjectId":"0","name":"refs/heads/main"}]}} | ACCEPTED
          {"eventType":"git.push","resource":{"refUpdates":[{"name":"refs/heads/x"}]}}     | IGNORED
          {"resource":{"refUpdates":[{"name":"refs/heads/main"}]},"eventType":"git.push"}  | ACCEPTED
          {"eventType":"git.push","resource":{"url":"https://dev.azure.com/o"}}            | ACCEPTED
          {"eventType":"git.push","resource":null}                                         | ACCEPTED
          {"eventType":"git.pullrequest.created","resource":{}}                            | IGNORED
          {"eventType":"git.push","resource":{"refUpdates":[{"name":                       | MALFORMED
          """)
  void of_azure_devops_too_and_where_it_sends_no_refs_every_push_triggers(
      String body, HookAnswer answer) throws Exception {
    target.provider = GitProvider.AZURE_DEV_OPS;

    var got = calls.decide(call(body, "Authorization", "Basic aG9vazp3ZWJob29rLXRva2Vu"));

    assertThat(got.answer()).isEqualTo(answer);
  }

  @Test
  void of_gitea_too_also_where_it_says_that_it_is_github() throws Exception {
    target.provider = GitProvider.GITEA;
    var body = "{\"ref\":\"refs/heads/main\"}";
    var digits = sign(body).substring("sha256=".length());

    assertThat(
            calls
                .decide(
                    call(
                        body,
                        "X-Gitea-Signature",
                        digits,
                        "X-Gitea-Event",
                        "push",
                        "X-GitHub-Event",
                        "push"))
                .answer())
        .isEqualTo(HookAnswer.ACCEPTED);
    assertThat(
            calls
                .decide(call(body, "X-Forgejo-Signature", digits, "X-Forgejo-Event", "issues"))
                .answer())
        .isEqualTo(HookAnswer.IGNORED);
  }

  @Test
  void github_may_send_a_form() throws Exception {
    var form =
        "payload="
            + URLEncoder.encode("{\"ref\":\"refs/heads/main\"}", StandardCharsets.UTF_8)
            + "&more=1";
    String[] type = {"Content-Type", "application/x-www-form-urlencoded", "X-GitHub-Event", "push"};

    assertThat(calls.decide(signed(form, type)).answer()).isEqualTo(HookAnswer.ACCEPTED);
    assertThat(calls.decide(signed("payload=%zz", type)).answer()).isEqualTo(HookAnswer.MALFORMED);
    assertThat(calls.decide(signed("other=1", type)).answer()).isEqualTo(HookAnswer.MALFORMED);
  }

  @Test
  void a_forged_call_does_nothing_whatever_it_says() throws Exception {
    var forged =
        call(
            "{\"ref\":\"refs/heads/main\"}",
            "X-GitHub-Event",
            "push",
            "X-Hub-Signature-256",
            sign("something else"));

    assertThat(calls.decide(forged).answer()).isEqualTo(HookAnswer.NOT_AUTHENTIC);
    assertThat(target.triggered).isZero();
  }

  @Test
  void without_a_signature_not_a_byte_of_the_body_is_read() throws Exception {
    var call = call("{}", "X-GitHub-Event", "ping");

    assertThat(calls.decide(call).answer()).isEqualTo(HookAnswer.NOT_AUTHENTIC);
    assertThat(call.read).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/hook",
        "/hook/team",
        "/hook/team/other",
        "/hook/team/fleet.prod/",
        "/hook/team/fleet.prod/more",
        "/hook/team/../team/fleet.prod",
        "/hook/team%2Ffleet.prod",
        "/hook/Team/fleet.prod",
        "/metrics"
      })
  void what_is_not_there_is_not_found_and_nothing_of_it_is_read(String path) throws Exception {
    var call = signed("{\"ref\":\"refs/heads/main\"}", "X-GitHub-Event", "push");
    call.path = path;

    assertThat(calls.decide(call).answer()).isEqualTo(HookAnswer.NOT_FOUND);
    assertThat(call.read).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "post"})
  void only_post_is_served(String method) throws Exception {
    var call = signed("{}", "X-GitHub-Event", "ping");
    call.method = method;

    assertThat(calls.decide(call).answer()).isEqualTo(HookAnswer.METHOD_NOT_ALLOWED);
  }

  @Test
  void a_body_over_the_limit_is_refused_and_one_at_the_limit_is_not() throws Exception {
    var fits = signed(" ".repeat(HookCalls.LARGEST_BODY), "X-GitHub-Event", "ping");
    var exceeds = signed(" ".repeat(HookCalls.LARGEST_BODY + 1), "X-GitHub-Event", "ping");

    assertThat(calls.decide(fits).answer()).isEqualTo(HookAnswer.PONG);
    assertThat(calls.decide(exceeds).answer()).isEqualTo(HookAnswer.TOO_LARGE);
  }

  @Test
  void deep_nesting_is_no_way_to_harm() throws Exception {
    var deep = "{\"x\":" + "[".repeat(2_000_000);

    assertThat(calls.decide(signed(deep, "X-GitHub-Event", "push")).answer())
        .isEqualTo(HookAnswer.MALFORMED);
  }

  @Test
  void a_suspended_gitsync_a_replica_that_stands_by_and_a_missing_secret_are_told_apart()
      throws Exception {
    var push = signed("{\"ref\":\"refs/heads/main\"}", "X-GitHub-Event", "push");

    target.suspended = true;
    assertThat(calls.decide(push).answer()).isEqualTo(HookAnswer.SUSPENDED);
    target.usable = false;
    assertThat(calls.decide(push).answer()).isEqualTo(HookAnswer.KEY_UNUSABLE);
    serving = false;
    assertThat(calls.decide(push).answer()).isEqualTo(HookAnswer.NOT_SERVING);
    assertThat(target.triggered).isZero();
  }

  @Test
  void more_calls_at_once_than_are_held_in_memory_are_sent_away() throws Exception {
    // given as many calls as are held, none of which ends
    var released = new CountDownLatch(1);
    var arrived = new CountDownLatch(HookCalls.AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HookAnswer>> held = new ArrayList<>();
      for (int i = 0; i < HookCalls.AT_ONCE; i++) {
        var call = signed("{\"ref\":\"refs/heads/main\"}", "X-GitHub-Event", "push");
        call.arrived = arrived;
        call.released = released;
        held.add(threads.submit(() -> calls.decide(call).answer()));
      }
      arrived.await();

      // when one more comes
      var more = calls.decide(signed("{}", "X-GitHub-Event", "ping"));

      // then it is told to come again, and the others are served
      assertThat(more.answer()).isEqualTo(HookAnswer.BUSY);
      released.countDown();
      for (var answer : held) {
        assertThat(answer.get()).isEqualTo(HookAnswer.ACCEPTED);
      }
    }
    assertThat(calls.decide(signed("{}", "X-GitHub-Event", "ping")).answer())
        .isEqualTo(HookAnswer.PONG);
  }

  private static GitReference reference(String text) {
    var words = text.split(" ", 2);
    var builder = GitReferenceBuilder.builder();
    return switch (words[0]) {
      case "branch" -> builder.branch(words[1]).build();
      case "tag" -> builder.tag(words[1]).build();
      case "semver" -> builder.semver(words[1]).build();
      default -> builder.commit(words[1]).build();
    };
  }

  private static String sign(String body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Sent signed(String body, String... headers) throws Exception {
    var all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "X-Hub-Signature-256";
    all[headers.length + 1] = sign(body);
    return call(body, all);
  }

  private static Sent call(String body, String... headers) {
    return new Sent(body, HookKeyTest.headers(headers));
  }

  private static final class Sent implements HookCalls.Call {
    private final String body;
    private final CallHeaders headers;
    String method = "POST";
    String path = "/hook/team/fleet.prod";
    boolean read;
    @Nullable CountDownLatch arrived;
    @Nullable CountDownLatch released;

    Sent(String body, CallHeaders headers) {
      this.body = body;
      this.headers = headers;
    }

    @Override
    public String method() {
      return method;
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public CallHeaders headers() {
      return headers;
    }

    @Override
    public Optional<byte[]> body(int most) throws IOException {
      read = true;
      if (arrived != null && released != null) {
        arrived.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      return bytes.length <= most ? Optional.of(bytes) : Optional.empty();
    }
  }

  private static final class Target implements HookTarget {
    GitProvider provider = GitProvider.GIT_HUB;
    GitReference ref = GitReferenceBuilder.builder().branch("main").build();
    boolean suspended;
    boolean usable = true;
    int triggered;

    @Override
    public GitProvider provider() {
      return provider;
    }

    @Override
    public FollowedRef ref() {
      return FollowedRef.of(ref);
    }

    @Override
    public boolean isSuspended() {
      return suspended;
    }

    @Override
    public Optional<HookKey> key() {
      byte[] token = TOKEN.getBytes(StandardCharsets.UTF_8);
      byte[] user = "hook".getBytes(StandardCharsets.UTF_8);
      try {
        var data = java.util.Map.of("token", token, "username", user, "password", token);
        return usable ? Optional.of(HookKey.of(provider, "hook", data)) : Optional.empty();
      } catch (HookKey.Unusable e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public synchronized void trigger() {
      triggered++;
    }
  }
}
