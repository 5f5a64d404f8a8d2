package io.fedbackup.gitsync.commitstatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.api.v1alpha1.GitProvider;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of server gets the request that its API describes, at its own host. */
class StatusRequestTest {
  private static final String COMMIT = "4f0c1d2e3a4b5c6d7e8f90a1b2c3d4e5f6a7b8c9";
  private static final String TOKEN = "CANARY-token";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # provider    | spec.url                                         | what is called, up to the commit
          GIT_HUB       | https://github.com/acme/fleet.git                | https://api.github.com/repos/acme/fleet/statuses/
          GIT_HUB       | https://GitHub.com/acme/fleet/                   | https://api.github.com/repos/acme/fleet/statuses/
          GIT_HUB       | ssh://git@github.com/acme/fleet.git              | https://api.github.com/repos/acme/fleet/statuses/
          GIT_HUB       | https://git.example.com:8443/acme/fleet          | https://git.example.com:8443/api/v3/repos/acme/fleet/statuses/
          GIT_HUB       | ssh://git@git.example.com:7999/acme/fleet        | https://git.example.com/api/v3/repos/acme/fleet/statuses/
          GIT_LAB       | https://gitlab.com/acme/ops/fleet.git            | https://gitlab.com/api/v4/projects/acme%2Fops%2Ffleet/statuses/
          GIT_LAB       | https://gitlab.example.com:8443/acme/fleet       | https://gitlab.example.com:8443/api/v4/projects/acme%2Ffleet/statuses/
          GITEA         | https://codeberg.org/acme/fleet.git              | https://codeberg.org/api/v1/repos/acme/fleet/statuses/
          GITEA         | https://example.com/git/acme/fleet               | https://example.com/git/api/v1/repos/acme/fleet/statuses/
          AZURE_DEV_OPS | https://dev.azure.com/acme/my%20ops/_git/fleet   | https://dev.azure.com/acme/my%20ops/_apis/git/repositories/fleet/commits/
          AZURE_DEV_OPS | https://dev.azure.com/acme/_git/fleet            | https://dev.azure.com/acme/fleet/_apis/git/repositories/fleet/commits/
          AZURE_DEV_OPS | https://acme.visualstudio.com/ops/_git/fleet     | https://acme.visualstudio.com/ops/_apis/git/repositories/fleet/commits/
          AZURE_DEV_OPS | https://acme.visualstudio.com/_git/fleet         | https://acme.visualstudio.com/fleet/_apis/git/repositories/fleet/commits/
          AZURE_DEV_OPS | https://acme.visualstudio.com/DefaultCollection/ops/_git/fleet | https://acme.visualstudio.com/DefaultCollection/ops/_apis/git/repositories/fleet/commits/
          AZURE_DEV_OPS | https://tfs.example.com/tfs/main/ops/_git/fleet  | https://tfs.example.com/tfs/main/ops/_apis/git/repositories/fleet/commits/
          AZURE_DEV_OPS | ssh://git@ssh.dev.azure.com/v3/acme/ops/fleet    | https://dev.azure.com/acme/ops/_apis/git/repositories/fleet/commits/
          """)
  void the_api_is_that_of_the_repository_s_host(GitProvider provider, String url, String called)
      throws Exception {
    var request = request(provider, url, Map.of(), CommitState.SUCCESS);

    var end = provider == GitProvider.AZURE_DEV_OPS ? COMMIT + "/statuses?api-version=7.1" : COMMIT;
    assertThat(request.uri()).hasToString(called + end);
  }

  @ParameterizedTest
  @CsvSource({
    "GIT_HUB, PENDING, pending", "GIT_HUB, SUCCESS, success",
    "GIT_HUB, FAILURE, failure", "GIT_HUB, ERROR, error",
    "GITEA, PENDING, pending", "GITEA, SUCCESS, success",
    "GITEA, FAILURE, failure", "GITEA, ERROR, error",
    "GIT_LAB, PENDING, pending", "GIT_LAB, SUCCESS, success",
    "GIT_LAB, FAILURE, failed", "GIT_LAB, ERROR, failed",
    "AZURE_DEV_OPS, PENDING, pending", "AZURE_DEV_OPS, SUCCESS, succeeded",
    "AZURE_DEV_OPS, FAILURE, failed", "AZURE_DEV_OPS, ERROR, error"
  })
  void states_have_the_names_that_the_server_knows(
      GitProvider provider, CommitState state, String name) throws Exception {
    var body = body(request(provider, url(provider), Map.of(), state));

    assertThat(body.path("state").asText()).isEqualTo(name);
    assertThat(body.path("description").asText()).isEqualTo("Applied: 12 objects");
  }

  @Test
  void reports_are_told_apart_by_gitsync_or_by_the_context_of_the_secret() throws Exception {
    var gitHub = GitProvider.GIT_HUB;
    var azure = GitProvider.AZURE_DEV_OPS;

    assertThat(body(request(gitHub, url(gitHub), Map.of(), CommitState.SUCCESS)).path("context"))
        .isEqualTo(new ObjectMapper().readTree("\"fedbackup/team/fleet\""));
    assertThat(body(request(azure, url(azure), Map.of(), CommitState.SUCCESS)).path("context"))
        .isEqualTo(
            new ObjectMapper().readTree("{\"genre\":\"fedbackup\",\"name\":\"team/fleet\"}"));
    assertThat(
            body(request(gitHub, url(gitHub), Map.of("context", "east"), CommitState.SUCCESS))
                .path("context")
                .asText())
        .isEqualTo("east");
  }

  @Test
  void each_server_gets_the_token_as_it_wants_it() throws Exception {
    assertThat(headers(GitProvider.GIT_HUB)).containsEntry("Authorization", "Bearer " + TOKEN);
    assertThat(headers(GitProvider.GITEA)).containsEntry("Authorization", "token " + TOKEN);
    assertThat(headers(GitProvider.GIT_LAB)).containsEntry("PRIVATE-TOKEN", TOKEN);
    assertThat(headers(GitProvider.AZURE_DEV_OPS))
        .containsEntry(
            "Authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString((":" + TOKEN).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void an_address_in_the_secret_stands_for_the_usual_one() throws Exception {
    var address = Map.of("address", "https://proxy.example.com:8443/github/\n");

    var request =
        request(GitProvider.GIT_HUB, url(GitProvider.GIT_HUB), address, CommitState.ERROR);

    assertThat(request.uri())
        .hasToString("https://proxy.example.com:8443/github/repos/acme/fleet/statuses/" + COMMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com",
        "api.example.com",
        "https://",
        "https://user:CANARY@api.example.com",
        "https://api.example.com/?x=CANARY",
        "https://api.example.com/#x",
        "file:///etc/passwd",
        "https://a b"
      })
  void an_address_that_would_give_the_token_away_is_refused(String address) {
    assertThatThrownBy(() -> access(Map.of("address", address)))
        .isInstanceOf(ForgeAccess.Unusable.class)
        .hasMessageContaining("address")
        .hasMessageNotContaining("CANARY");
  }

  @ParameterizedTest
  @CsvSource({
    "GIT_HUB, https://github.com/fleet.git",
    "GITEA, https://codeberg.org/",
    "GIT_LAB, https://gitlab.com/fleet",
    "GIT_HUB, file:///srv/git/acme/fleet",
    "AZURE_DEV_OPS, https://dev.azure.com/acme/ops/fleet",
    "AZURE_DEV_OPS, https://dev.azure.com/_git/fleet",
    "AZURE_DEV_OPS, ssh://git@ssh.dev.azure.com/v3/acme/fleet",
    "AZURE_DEV_OPS, https://dev.azure.com/acme/ops/_git/fleet/more"
  })
  void a_url_that_is_none_of_the_provider_s_is_told(GitProvider provider, String url) {
    assertThatThrownBy(() -> request(provider, url, Map.of(), CommitState.SUCCESS))
        .isInstanceOf(ForgeAccess.Unusable.class)
        .hasMessageContaining("spec.url");
  }

  @Test
  void a_token_that_would_break_the_header_is_refused_without_being_shown() {
    assertThatThrownBy(() -> access(Map.of("token", "CANARY\r\nX-Evil: 1")))
        .isInstanceOf(ForgeAccess.Unusable.class)
        .hasMessageNotContaining("CANARY");
    assertThatThrownBy(() -> access(Map.of("token", " "))).isInstanceOf(ForgeAccess.Unusable.class);
  }

  @Test
  void a_description_is_as_short_as_the_strictest_server_wants_it() {
    var report =
        new CommitReport(COMMIT, "team/fleet", CommitState.FAILURE, "line\n" + "x".repeat(500));

    assertThat(report.description()).hasSize(140).startsWith("line x");
  }

  @ParameterizedTest
  @EnumSource(GitProvider.class)
  void nothing_that_holds_the_token_prints_it(GitProvider provider) throws Exception {
    assertThat(request(provider, url(provider), Map.of(), CommitState.SUCCESS).toString())
        .doesNotContain("CANARY");
    assertThat(access(Map.of()).toString()).doesNotContain("CANARY");
  }

  private static String url(GitProvider provider) {
    return provider == GitProvider.AZURE_DEV_OPS
        ? "https://dev.azure.com/acme/ops/_git/fleet"
        : "https://git.example.com/acme/fleet.git";
  }

  private static Map<String, String> headers(GitProvider provider) throws Exception {
    return request(provider, url(provider), Map.of(), CommitState.SUCCESS).headers();
  }

  private static JsonNode body(StatusRequest request) throws Exception {
    return new ObjectMapper().readTree(request.body());
  }

  private static StatusRequest request(
      GitProvider provider, String url, Map<String, String> data, CommitState state)
      throws ForgeAccess.Unusable {
    return StatusRequest.of(
        provider,
        url,
        access(data),
        new CommitReport(COMMIT, "team/fleet", state, "Applied: 12 objects"));
  }

  private static ForgeAccess access(Map<String, String> data) throws ForgeAccess.Unusable {
    var bytes = new HashMap<String, byte[]>();
    bytes.put("token", TOKEN.getBytes(StandardCharsets.UTF_8));
    data.forEach((key, value) -> bytes.put(key, value.getBytes(StandardCharsets.UTF_8)));
    return ForgeAccess.fromSecret("forge", bytes);
  }
}
