package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A repository and how to reach it.
 *
 * @param url {@code https://}, {@code ssh://}, or {@code file://} where that was allowed; holds no
 *     password
 * @param deadline for all that one sync asks of it
 */
public record GitRemote(URI url, GitCredentials credentials, Deadline deadline) {
  private static final String SSH_USER = "git";

  /** Which URLs are accepted. */
  public enum Allow {
    /** {@code https://} and {@code ssh://} only. */
    REMOTES,
    /** {@code file://} too: for tests, demos and a command line, never for tenants. */
    REMOTES_AND_FILES
  }

  /**
   * Checks the URL.
   *
   * @throws SourceException of kind {@code CONFIGURATION} that says what is wrong with it
   */
  public static GitRemote of(
      String url, Allow allow, GitCredentials credentials, Deadline deadline) {
    URI uri = parse(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    switch (scheme) {
      case "https" -> https(uri, credentials);
      case "ssh" -> ssh(uri, credentials);
      case "file" -> requireAllowed(allow);
      case "http" -> throw refused("http:// sends credentials in the clear; use https://");
      default ->
          throw refused(
              "'%s' is no scheme for repositories; use https:// or ssh://".formatted(scheme));
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused("the URL of a repository has no query and no fragment");
    }
    return new GitRemote(scheme.equals("ssh") ? withUser(uri) : uri, credentials, deadline);
  }

  private static void https(URI uri, GitCredentials credentials) {
    requireHost(uri);
    if (uri.getRawUserInfo() != null) {
      throw refused("the URL holds a user name or password; move them to the Secret of secretRef");
    }
    if (credentials.ssh().isPresent()) {
      throw refused("the Secret of secretRef holds an SSH key, which https:// has no use for");
    }
  }

  private static void ssh(URI uri, GitCredentials credentials) {
    requireHost(uri);
    String user = uri.getRawUserInfo();
    if (user != null && user.indexOf(':') >= 0) {
      throw refused("the URL holds a password; SSH keys are read from the Secret of secretRef");
    }
    if (credentials.ssh().isEmpty()) {
      throw refused("ssh:// needs a Secret with identity and known_hosts; name it in secretRef");
    }
  }

  private static URI withUser(URI uri) {
    return uri.getRawUserInfo() != null
        ? uri
        : URI.create("ssh://%s@%s%s".formatted(SSH_USER, uri.getRawAuthority(), uri.getRawPath()));
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
    if (allow != Allow.REMOTES_AND_FILES) {
      throw refused("file:// needs the start option --allow-file-urls");
    }
  }

  private static SourceException refused(String message) {
    return new SourceException(Kind.CONFIGURATION, "spec.url: " + message);
  }
}
