package io.fedbackup.gitsync.receiver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/** User name and password, sent as basic authentication. */
record SharedLogin(String user, String password) implements HookKey {
  private static final String SCHEME = "basic ";

  @Override
  public boolean mayBe(CallHeaders headers) {
    return headers
        .first("Authorization")
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .filter(value -> isRight(value.substring(SCHEME.length()).strip()))
        .isPresent();
  }

  @Override
  public boolean isAuthentic(CallHeaders headers, byte[] body) {
    return mayBe(headers);
  }

  private boolean isRight(String sent) {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(
        Base64.getEncoder().encode(login), sent.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "SharedLogin[hidden]";
  }
}
