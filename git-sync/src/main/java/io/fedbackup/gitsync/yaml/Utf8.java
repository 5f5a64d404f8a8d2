package io.fedbackup.gitsync.yaml;

import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.yaml.YamlContent.Flaw;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes to text: UTF-8 or nothing. A UTF-8 byte order mark at the start is dropped. */
final class Utf8 {
  private static final String REMEDY = "save the file as UTF-8";

  private Utf8() {}

  static String decode(byte[] bytes) {
    refuseWideEncodings(bytes);
    int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(bytes.length - start);
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    if (result.isError()) {
      throw invalid(out);
    }
    return out.toString();
  }

  private static Refusal invalid(CharBuffer before) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < before.length(); i++) {
      boolean newLine = before.charAt(i) == '\n';
      line += newLine ? 1 : 0;
      column = newLine ? 1 : column + 1;
    }
    return Refusal.ofFile(
        new Flaw(line, column, Rule.INVALID_YAML, "these bytes are not UTF-8", REMEDY));
  }

  private static void refuseWideEncodings(byte[] bytes) {
    boolean marked =
        startsWith(bytes, 0xFE, 0xFF)
            || startsWith(bytes, 0xFF, 0xFE)
            || startsWith(bytes, 0, 0, 0xFE, 0xFF);
    boolean zeros = bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0);
    if (marked || zeros) {
      throw Refusal.ofFile(
          new Flaw(1, 1, Rule.INVALID_YAML, "the file is UTF-16 or UTF-32, not UTF-8", REMEDY));
    }
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xFF) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
