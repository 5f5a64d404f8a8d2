package io.fedbackup.gitsync.commitstatus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.api.v1alpha1.GitProvider;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request that makes a status, as the provider's API wants it. Pure. Never printed.
 *
 * @param headers one of them has the token
 * @param body JSON
 */
public record StatusRequest(URI uri, Map<String, String> headers, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GENRE = "fedbackup";

  /**
   * For a repository on a provider's server.
   *
   * @param repository its URL, for HTTPS or SSH
   * @throws ForgeAccess.Unusable where the URL is none of this provider's
   */
  public static StatusRequest of(
      GitProvider provider, String repository, ForgeAccess access, CommitReport report)
      throws ForgeAccess.Unusable {
    RepositoryPath path = RepositoryPath.of(repository);
    return switch (provider) {
      case GIT_HUB -> gitHub(path, access, report);
      case GIT_LAB -> gitLab(path, access, report);
      case GITEA -> gitea(path, access, report);
      case AZURE_DEV_OPS -> azure(path, access, report);
    };
  }

  private static StatusRequest gitHub(RepositoryPath path, ForgeAccess access, CommitReport report)
      throws ForgeAccess.Unusable {
    String usual =
        path.host().equals("github.com")
            ? "https://api.github.com"
            : path.below(List.of("api", "v3"));
    return new StatusRequest(
        uri(
            base(access, usual),
            "repos",
            String.join("/", path.ownerAndName()),
            "statuses",
            report.commit()),
        Map.of(
            "Authorization", "Bearer " + access.token(),
            "Accept", "application/vnd.github+json",
            "X-GitHub-Api-Version", "2022-11-28"),
        described(access, report).put("state", lowerCase(report.state())).toString());
  }

  private static StatusRequest gitea(RepositoryPath path, ForgeAccess access, CommitReport report)
      throws ForgeAccess.Unusable {
    String usual = path.below(path.prefix()) + "/api/v1";
    return new StatusRequest(
        uri(
            base(access, usual),
            "repos",
            String.join("/", path.ownerAndName()),
            "statuses",
            report.commit()),
        Map.of("Authorization", "token " + access.token(), "Accept", "application/json"),
        described(access, report).put("state", lowerCase(report.state())).toString());
  }

  private static StatusRequest gitLab(RepositoryPath path, ForgeAccess access, CommitReport report)
      throws ForgeAccess.Unusable {
    path.ownerAndName();
    String project =
        URLEncoder.encode(
                java.net.URLDecoder.decode(
                    String.join("/", path.segments()).replace("+", "%2B"), StandardCharsets.UTF_8),
                StandardCharsets.UTF_8)
            .replace("+", "%20");
    String state =
        switch (report.state()) {
          case PENDING -> "pending";
          case SUCCESS -> "success";
          case FAILURE, ERROR -> "failed";
        };
    return new StatusRequest(
        uri(
            base(access, path.below(List.of("api", "v4"))),
            "projects",
            project,
            "statuses",
            report.commit()),
        Map.of("PRIVATE-TOKEN", access.token(), "Accept", "application/json"),
        described(access, report).put("state", state).toString());
  }

  private static StatusRequest azure(RepositoryPath path, ForgeAccess access, CommitReport report)
      throws ForgeAccess.Unusable {
    AzureRepository repository = AzureRepository.of(path);
    String state =
        switch (report.state()) {
          case PENDING -> "pending";
          case SUCCESS -> "succeeded";
          case FAILURE -> "failed";
          case ERROR -> "error";
        };
    ObjectNode body = JSON.createObjectNode();
    body.put("state", state).put("description", report.description());
    body.putObject("context")
        .put("genre", GENRE)
        .put("name", access.context().orElse(report.owner()));
    URI uri =
        uri(
            base(access, repository.organization()),
            repository.project(),
            "_apis/git/repositories",
            repository.name(),
            "commits",
            report.commit(),
            "statuses?api-version=7.1");
    String login =
        Base64.getEncoder().encodeToString((":" + access.token()).getBytes(StandardCharsets.UTF_8));
    return new StatusRequest(
        uri,
        Map.of("Authorization", "Basic " + login, "Accept", "application/json"),
        body.toString());
  }

  private static ObjectNode described(ForgeAccess access, CommitReport report) {
    return JSON.createObjectNode()
        .put("context", access.context().orElse(GENRE + "/" + report.owner()))
        .put("description", report.description());
  }

  private static String base(ForgeAccess access, String usual) {
    return access.address().map(URI::toString).orElse(usual);
  }

  private static URI uri(String base, String... path) {
    return URI.create(base + "/" + String.join("/", path));
  }

  private static String lowerCase(CommitState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "StatusRequest[%s]".formatted(uri.getHost());
  }
}
