package io.fedbackup.planning.event;

import io.fedbackup.planning.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Deterministic names of Events. */
final class EventName {
  private static final int HASH_BYTES = 8;

  private EventName() {}

  /**
   * {@code <object>.<16 hex of SHA-256 of UID, reason, what happened>}, each ended by a zero byte.
   */
  static String of(String object, String uid, Reason reason, String happening) {
    MessageDigest digest = sha256();
    for (String part : new String[] {uid, reason.wireName(), happening}) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return object + "." + HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
