package io.fedbackup.gitsync.receiver;

import io.fedbackup.api.v1alpha1.GitProvider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What calls for one GitSync are checked with. All comparisons take as long for a wrong value as
 * for the right one. Never printed.
 */
public sealed interface HookKey permits SharedToken, SharedLogin, SignatureKey {

  /**
   * Whether a call may be read further: decided by headers alone, before a byte of its body.
   *
   * @return false where it is certainly not authentic
   */
  boolean mayBe(CallHeaders headers);

  /** Whether a call is authentic. */
  boolean isAuthentic(CallHeaders headers, byte[] body);

  /** A Secret whose data cannot be used. The message names keys, never values. */
  final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  /**
   * From the data of a Secret: {@code token}, for Azure DevOps {@code username} and {@code
   * password}. White space around a value does not count.
   *
   * @param name of the Secret, for messages
   * @throws Unusable where a key is missing or empty
   */
  static HookKey of(GitProvider provider, String name, Map<String, byte[]> data) throws Unusable {
    return switch (provider) {
      case GIT_HUB ->
          new SignatureKey(
              required(name, data, "token"),
              List.of(new SignatureKey.Header("X-Hub-Signature-256", "sha256=")));
      case GITEA ->
          new SignatureKey(
              required(name, data, "token"),
              List.of(
                  new SignatureKey.Header("X-Gitea-Signature", ""),
                  new SignatureKey.Header("X-Forgejo-Signature", ""),
                  new SignatureKey.Header("X-Hub-Signature-256", "sha256=")));
      case GIT_LAB -> new SharedToken("X-Gitlab-Token", required(name, data, "token"));
      case AZURE_DEV_OPS ->
          new SharedLogin(required(name, data, "username"), required(name, data, "password"));
    };
  }

  private static String required(String name, Map<String, byte[]> data, String key)
      throws Unusable {
    return Optional.ofNullable(data.get(key))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                new Unusable(
                    "Secret %s of spec.receiver has no key %s, or an empty one; add it"
                        .formatted(name, key)));
  }
}
