package io.fedbackup.gitsync.receiver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of an HMAC with SHA-256 over the body as it was sent.
 *
 * @param headers that may have the signature; the first that is there has to be right
 */
record SignatureKey(String key, List<Header> headers) implements HookKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int DIGITS = 64;

  /**
   * Where a signature stands.
   *
   * @param prefix before its hexadecimal digits
   */
  record Header(String name, String prefix) {}

  @Override
  public boolean mayBe(CallHeaders call) {
    return sent(call).isPresent();
  }

  @Override
  public boolean isAuthentic(CallHeaders call, byte[] body) {
    return sent(call).filter(signature -> MessageDigest.isEqual(sign(body), signature)).isPresent();
  }

  /** The signature that was sent, if it is well formed. */
  private Optional<byte[]> sent(CallHeaders call) {
    return headers.stream()
        .flatMap(header -> call.first(header.name()).map(value -> digits(header, value)).stream())
        .findFirst()
        .filter(digits -> digits.matches("[0-9a-fA-F]{%d}".formatted(DIGITS)))
        .map(HexFormat.of()::parseHex);
  }

  private static String digits(Header header, String value) {
    return value.startsWith(header.prefix()) ? value.substring(header.prefix().length()) : "";
  }

  private byte[] sign(byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "SignatureKey[hidden]";
  }
}
