package io.fedbackup.gitsync.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A commit or an annotated tag in Git's own form, taken apart: what was signed, and the signature.
 */
final class SignedObject {
  private static final String SIGNATURE = "gpgsig";
  private static final String SIGNATURE_SHA256 = "gpgsig-sha256";
  private static final String BEGIN_PGP = "-----BEGIN PGP SIGNATURE-----";
  private static final String BEGIN_PGP_MESSAGE = "-----BEGIN PGP MESSAGE-----";
  private static final String BEGIN_SSH = "-----BEGIN SSH SIGNATURE-----";

  private final Map<String, String> headers;
  private final byte[] payload;
  private final Optional<String> signature;

  private SignedObject(Map<String, String> headers, byte[] payload, Optional<String> signature) {
    this.headers = headers;
    this.payload = payload;
    this.signature = signature;
  }

  /** First value of each header, such as {@code tree} or {@code object}. */
  Map<String, String> headers() {
    return headers;
  }

  /** What the signature is about. */
  byte[] payload() {
    return payload.clone();
  }

  /** Armoured. */
  Optional<String> signature() {
    return signature;
  }

  /**
   * A commit: its signature is a header, and everything else is signed.
   *
   * @param sha256 whether the repository's hashes are SHA-256
   */
  static SignedObject commit(byte[] raw, boolean sha256) {
    var scan = new Scan(raw);
    var payload = new ByteArrayOutputStream(raw.length);
    var signature = new StringBuilder();
    Map<String, String> headers = new HashMap<>();
    String mine = sha256 ? SIGNATURE_SHA256 : SIGNATURE;
    String header = "";
    while (scan.hasNext()) {
      Line line = scan.next();
      if (line.isEmpty()) {
        payload.write(raw, line.start(), raw.length - line.start());
        break;
      }
      boolean continued = line.text().startsWith(" ");
      if (!continued) {
        header = line.name();
        headers.putIfAbsent(header, line.value());
      }
      if (header.equals(mine)) {
        signature.append(continued ? line.text().substring(1) : line.value()).append('\n');
      }
      if (!header.equals(SIGNATURE) && !header.equals(SIGNATURE_SHA256)) {
        payload.write(raw, line.start(), line.end() - line.start());
      }
    }
    return new SignedObject(
        headers,
        payload.toByteArray(),
        signature.isEmpty() ? Optional.empty() : Optional.of(signature.toString()));
  }

  /** An annotated tag: its signature stands at the end, and everything before it is signed. */
  static SignedObject tag(byte[] raw) {
    var scan = new Scan(raw);
    Map<String, String> headers = new HashMap<>();
    boolean inHeaders = true;
    int signature = -1;
    while (scan.hasNext()) {
      Line line = scan.next();
      inHeaders &= !line.isEmpty();
      if (inHeaders) {
        headers.putIfAbsent(line.name(), line.value());
      } else if (line.beginsSignature()) {
        signature = line.start();
      }
    }
    if (signature < 0) {
      return new SignedObject(headers, raw, Optional.empty());
    }
    return new SignedObject(
        headers,
        Arrays.copyOf(raw, signature),
        Optional.of(
            new String(raw, signature, raw.length - signature, StandardCharsets.ISO_8859_1)));
  }

  /** Whether the signature is by SSH; otherwise it is taken for OpenPGP. */
  static boolean isSsh(String signature) {
    return signature.startsWith(BEGIN_SSH);
  }

  private record Line(String text, int start, int end) {
    boolean isEmpty() {
      return text.isEmpty();
    }

    boolean beginsSignature() {
      return text.startsWith(BEGIN_PGP)
          || text.startsWith(BEGIN_PGP_MESSAGE)
          || text.startsWith(BEGIN_SSH);
    }

    String name() {
      int space = text.indexOf(' ');
      return space < 0 ? text : text.substring(0, space);
    }

    String value() {
      int space = text.indexOf(' ');
      return space < 0 ? "" : text.substring(space + 1);
    }
  }

  private static final class Scan {
    private final byte[] raw;
    private int at;

    Scan(byte[] raw) {
      this.raw = raw;
    }

    boolean hasNext() {
      return at < raw.length;
    }

    /** The next line; its end is behind the line feed. */
    Line next() {
      int start = at;
      int feed = start;
      while (feed < raw.length && raw[feed] != '\n') {
        feed++;
      }
      at = Math.min(raw.length, feed + 1);
      return new Line(new String(raw, start, feed - start, StandardCharsets.UTF_8), start, at);
    }
  }
}
