package io.fedbackup.gitsync.commitstatus;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * How the API of a Git server is reached. Never printed.
 *
 * @param address of the API, where it is not the usual one of the repository's host
 * @param context under which reports appear, where it is not the usual one
 * @param caBundle PEM certificates trusted in addition to the runtime's own
 */
public record ForgeAccess(
    String token, Optional<URI> address, Optional<String> context, Optional<String> caBundle) {
  private static final int LONGEST_CONTEXT = 120;

  /** Something that a person has to correct. The message says what; it holds no secrets. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  /**
   * From the data of a Secret: {@code token}, and {@code address}, {@code context} and {@code
   * ca.crt} where they are wanted.
   *
   * @param name of the Secret, for messages
   * @throws Unusable where it cannot be used
   */
  public static ForgeAccess fromSecret(String name, Map<String, byte[]> data) throws Unusable {
    String token =
        text(data, "token")
            .orElseThrow(
                () ->
                    new Unusable(
                        "Secret %s of spec.commitStatus has no key token, or an empty one; add it"
                            .formatted(name)));
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new Unusable("token of Secret %s has characters that no token has".formatted(name));
    }
    Optional<String> context = text(data, "context");
    if (context.filter(text -> text.length() > LONGEST_CONTEXT).isPresent()) {
      throw new Unusable(
          "context of Secret %s is longer than %d characters".formatted(name, LONGEST_CONTEXT));
    }
    Optional<String> address = text(data, "address");
    return new ForgeAccess(
        token,
        address.isPresent() ? Optional.of(address(name, address.get())) : Optional.empty(),
        context,
        text(data, "ca.crt"));
  }

  private static URI address(String name, String text) throws Unusable {
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      if ("https".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw badAddress(name);
    }
    throw badAddress(name);
  }

  private static Unusable badAddress(String name) {
    return new Unusable(
        "address of Secret %s is no https:// URL of an API, without user and query"
            .formatted(name));
  }

  private static Optional<String> text(Map<String, byte[]> data, String key) {
    return Optional.ofNullable(data.get(key))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
        .filter(text -> !text.isEmpty());
  }

  @Override
  public String toString() {
    return "ForgeAccess[hidden]";
  }
}
