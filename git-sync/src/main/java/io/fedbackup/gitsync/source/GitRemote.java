package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;

/**
 * A repository and how to reach it.
 *
 * @param url {@code https://}, or {@code file://} where that was allowed; holds no credentials
 * @param timeout for one look at the remote or one fetch
 */
public record GitRemote(URI url, GitCredentials credentials, Duration timeout) {

  /** Which URLs are accepted. */
  public enum Allow {
    /** {@code https://} only. */
    HTTPS,
    /** {@code file://} too: for tests, demos and a command line, never for tenants. */
    HTTPS_AND_FILES
  }

  /**
   * Checks the URL.
   *
   * @throws SourceException of kind {@code CONFIGURATION} that says what is wrong with it
   */
  public static GitRemote of(
      String url, Allow allow, GitCredentials credentials, Duration timeout) {
    URI uri = parse(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    switch (scheme) {
      case "https" -> requireHost(uri);
      case "file" -> requireAllowed(allow);
      case "ssh" -> throw refused("ssh:// is not supported by this version; use https://");
      case "http" -> throw refused("http:// sends credentials in the clear; use https://");
      default ->
          throw refused("'%s' is no scheme for repositories; use https://".formatted(scheme));
    }
    if (uri.getRawUserInfo() != null) {
      throw refused("the URL holds a user name or password; move them to the Secret of secretRef");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused("the URL of a repository has no query and no fragment");
    }
    return new GitRemote(uri, credentials, timeout);
  }

  private static URI parse(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw refused("the URL cannot be read: " + e.getReason());
    }
  }

  private static void requireHost(URI uri) {
    if (uri.getHost() == null) {
      throw refused("the URL names no host");
    }
  }

  private static void requireAllowed(Allow allow) {
    if (allow != Allow.HTTPS_AND_FILES) {
      throw refused("file:// needs the start option --allow-file-urls");
    }
  }

  private static SourceException refused(String message) {
    return new SourceException(Kind.CONFIGURATION, "spec.url: " + message);
  }
}
