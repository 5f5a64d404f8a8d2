package io.fedbackup.e2e.doubles.kubelet;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads termination messages within kubelet's limits. */
final class TerminationMessages {

  private static final int MAXIMUM_BYTES = 4096;
  private static final int LOG_BYTES = 2048;
  private static final int LOG_LINES = 80;

  private TerminationMessages() {}

  /** The first 4,096 bytes of the file, else, where the policy says so, the end of a failed log. */
  static String read(Path file, Path log, int exitCode, @Nullable String policy) {
    try {
      var message = head(file);
      if (message.isEmpty() && exitCode != 0 && "FallbackToLogsOnError".equals(policy)) {
        return tail(log);
      }
      return message;
    } catch (IOException e) {
      return "Error on reading termination log: " + e.getMessage();
    }
  }

  private static String head(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAXIMUM_BYTES), StandardCharsets.UTF_8);
    }
  }

  private static String tail(Path log) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      var bytes = new byte[(int) Math.min(LOG_BYTES, file.length())];
      file.seek(file.length() - bytes.length);
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }
  }
}
