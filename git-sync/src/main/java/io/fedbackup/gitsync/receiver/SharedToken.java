package io.fedbackup.gitsync.receiver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A token that the caller sends as it is.
 *
 * @param header where
 */
record SharedToken(String header, String token) implements HookKey {
  @Override
  public boolean mayBe(CallHeaders headers) {
    return headers.first(header).filter(this::isRight).isPresent();
  }

  @Override
  public boolean isAuthentic(CallHeaders headers, byte[] body) {
    return mayBe(headers);
  }

  private boolean isRight(String sent) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "SharedToken[hidden]";
  }
}
