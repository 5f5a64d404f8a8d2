package io.fedbackup.e2e.doubles.forge;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** How the APIs differ in what they want of a request that makes a commit status. */
public enum ForgeApi {
  /** GitHub, at its own API host or below {@code /api/v3}. */
  GITHUB(
      "/github",
      "/github/repos/(?<repository>[^/]+/[^/]+)/statuses/(?<commit>[0-9a-f]+)",
      "error|failure|pending|success"),
  /** GitLab: the project's whole path is one segment. */
  GITLAB(
      "/api/v4",
      "/api/v4/projects/(?<repository>[^/]+)/statuses/(?<commit>[0-9a-f]+)",
      "pending|running|success|failed|canceled|skipped"),
  /** Gitea and Forgejo. */
  GITEA(
      "/api/v1",
      "/api/v1/repos/(?<repository>[^/]+/[^/]+)/statuses/(?<commit>[0-9a-f]+)",
      "pending|success|error|failure|warning"),
  /** Azure DevOps: organization, project, repository. */
  AZURE(
      "/acme",
      "/(?<repository>acme/[^/]+/_apis/git/repositories/[^/]+)/commits/(?<commit>[0-9a-f]+)/statuses",
      "notSet|pending|succeeded|failed|error|notApplicable");

  private final String base;
  private final Pattern path;
  private final Pattern states;

  ForgeApi(String base, String path, String states) {
    this.base = base;
    this.path = Pattern.compile(path);
    this.states = Pattern.compile(states);
  }

  /** The path below which it is served. */
  String base() {
    return base;
  }

  Pattern path() {
    return path;
  }

  boolean hasState(String name) {
    return states.matcher(name).matches();
  }

  /** The header that has to hold the token. */
  String header() {
    return this == GITLAB ? "PRIVATE-TOKEN" : "Authorization";
  }

  /** What has to stand in it. */
  String credentials(String token) {
    return switch (this) {
      case GITHUB -> "Bearer " + token;
      case GITLAB -> token;
      case GITEA -> "token " + token;
      case AZURE ->
          "Basic "
              + Base64.getEncoder().encodeToString((":" + token).getBytes(StandardCharsets.UTF_8));
    };
  }

  /** The repository's path at the Git server, without {@code .git}. */
  String repository(String inRequest) {
    return switch (this) {
      case GITHUB, GITEA -> inRequest;
      case GITLAB -> inRequest.replace("%2F", "/");
      case AZURE -> inRequest.replace("_apis/git/repositories", "_git");
    };
  }
}
