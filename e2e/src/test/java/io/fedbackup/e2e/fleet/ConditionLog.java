package io.fedbackup.e2e.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes all that was seen in a run to one file, each once: what people read of fedbackup, side by
 * side. Thread-safe.
 */
final class ConditionLog {

  private final Path file;
  private final Set<String> written = ConcurrentHashMap.newKeySet();

  /** Begins the file anew. */
  ConditionLog(Path file) {
    this.file = file;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  void add(SeenCondition condition) {
    if (written.add(condition.toString())) {
      write(condition + "\n");
    }
  }

  private synchronized void write(String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
