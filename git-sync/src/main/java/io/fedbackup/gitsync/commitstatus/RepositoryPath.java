package io.fedbackup.gitsync.commitstatus;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The URL of a repository in the parts that APIs are addressed with.
 *
 * @param host with the port of HTTPS where it is not the usual one
 * @param segments of the path as they are in the URL, without {@code .git}
 */
record RepositoryPath(String host, List<String> segments) {
  static RepositoryPath of(String url) throws ForgeAccess.Unusable {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new ForgeAccess.Unusable("spec.url cannot be read");
    }
    if (uri.getHost() == null) {
      throw new ForgeAccess.Unusable("spec.url names no Git server that could be reported to");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    boolean port = "https".equalsIgnoreCase(uri.getScheme()) && uri.getPort() > 0;
    return new RepositoryPath(
        port ? host + ":" + uri.getPort() : host,
        Arrays.stream(uri.getRawPath().replaceAll("/+$", "").replaceAll("\\.git$", "").split("/"))
            .filter(segment -> !segment.isEmpty())
            .toList());
  }

  /** The last two segments: who owns the repository, and its name. */
  List<String> ownerAndName() throws ForgeAccess.Unusable {
    if (segments.size() < 2) {
      throw new ForgeAccess.Unusable(
          "spec.url does not end in an owner and a repository, as that of this provider does");
    }
    return segments.subList(segments.size() - 2, segments.size());
  }

  /** What stands before them: where the server is below its host. */
  List<String> prefix() {
    return segments.subList(0, Math.max(0, segments.size() - 2));
  }

  /** {@code https://host/a/b}. */
  String below(List<String> path) {
    return path.isEmpty() ? "https://" + host : "https://" + host + "/" + String.join("/", path);
  }
}
