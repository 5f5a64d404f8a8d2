package io.fedbackup.gitsync.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a remote is given and trusted by. Never printed: {@link #toString()} names only what is
 * there.
 *
 * @param login user name and password for basic authentication
 * @param bearerToken for {@code Authorization: Bearer}
 * @param caBundle PEM certificates trusted in addition to the runtime's own
 * @param ssh for {@code ssh://}
 */
public record GitCredentials(
    Optional<Login> login,
    Optional<String> bearerToken,
    Optional<String> caBundle,
    Optional<SshKey> ssh) {
  private static final String TOKEN_USER = "x-access-token";
  private static final String IDENTITY = "identity";
  private static final String KNOWN_HOSTS = "known_hosts";
  private static final Set<String> KEYS =
      Set.of("username", "password", "token", "bearerToken", "ca.crt", IDENTITY, KNOWN_HOSTS);

  /** User name and password. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[hidden]";
    }
  }

  /** None: a public repository. */
  public static GitCredentials none() {
    return new GitCredentials(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * From the data of a Secret: {@code username} and {@code password}, or {@code token} (an access
   * token, sent as a password), or {@code bearerToken}; and {@code ca.crt}. For SSH {@code
   * identity} (a private key), {@code known_hosts}, and {@code password} where the key has one.
   *
   * @param name of the Secret, for messages
   * @throws SourceException of kind {@code CONFIGURATION} for keys that contradict each other, or
   *     none that is known
   */
  public static GitCredentials fromSecret(String name, Map<String, byte[]> data) {
    refuseUnusable(name, data);
    if (data.containsKey(IDENTITY) || data.containsKey(KNOWN_HOSTS)) {
      return new GitCredentials(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(sshKey(name, data)));
    }
    Optional<String> password = text(data, "password").or(() -> text(data, "token"));
    Optional<String> user =
        text(data, "username")
            .or(() -> data.containsKey("token") ? Optional.of(TOKEN_USER) : Optional.empty());
    if (password.isPresent() != user.isPresent()) {
      throw configuration(name, "has only one of username and password", "add the other");
    }
    Optional<String> bearer = text(data, "bearerToken");
    if (bearer.isPresent() && password.isPresent()) {
      throw configuration(name, "has bearerToken beside a password or token", "keep one of them");
    }
    return new GitCredentials(
        user.map(u -> new Login(u, password.orElseThrow())),
        bearer,
        text(data, "ca.crt"),
        Optional.empty());
  }

  private static SshKey sshKey(String name, Map<String, byte[]> data) {
    for (String key : List.of("username", "token", "bearerToken", "ca.crt")) {
      if (data.containsKey(key)) {
        throw configuration(
            name, "has %s beside an SSH key".formatted(key), "write one Secret for each");
      }
    }
    String identity =
        text(data, IDENTITY)
            .orElseThrow(() -> configuration(name, "has known_hosts but no identity", "add it"));
    String hosts =
        text(data, KNOWN_HOSTS)
            .orElseThrow(
                () ->
                    configuration(
                        name,
                        "has identity but no known_hosts",
                        "add the server's key, which its owner publishes and ssh-keyscan shows"));
    return SshKey.of(name, identity, text(data, "password"), hosts);
  }

  private static void refuseUnusable(String name, Map<String, byte[]> data) {
    if (data.containsKey("token") && data.containsKey("password")) {
      throw configuration(name, "has both token and password", "keep one of them");
    }
    if (data.keySet().stream().anyMatch(KEYS::contains)) {
      return;
    }
    throw configuration(
        name,
        data.containsKey("ssh-privatekey")
            ? "has its SSH key as ssh-privatekey, which is not read"
            : "has none of the keys that are read",
        "add " + String.join(", ", new TreeSet<>(KEYS)) + " as needed");
  }

  private static SourceException configuration(String name, String problem, String remedy) {
    return new SourceException(
        SourceException.Kind.CONFIGURATION, "Secret %s %s; %s".formatted(name, problem, remedy));
  }

  private static Optional<String> text(Map<String, byte[]> data, String key) {
    return Optional.ofNullable(data.get(key))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
        .filter(text -> !text.isEmpty());
  }

  /** Names what is there, and shows nothing of it. */
  @Override
  public String toString() {
    return "GitCredentials[login=%s, bearerToken=%s, caBundle=%s, ssh=%s]"
        .formatted(
            login.isPresent(), bearerToken.isPresent(), caBundle.isPresent(), ssh.isPresent());
  }
}
