package io.fedbackup.planning.naming;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the UTF-8 form of strings, in lower-case hexadecimal. */
public final class Hash {
  private Hash() {}

  /**
   * The first digits of the SHA-256 of {@code text}.
   *
   * @param digits how many hexadecimal digits, 1 to 64
   */
  public static String hex(String text, int digits) {
    var digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, digits);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
