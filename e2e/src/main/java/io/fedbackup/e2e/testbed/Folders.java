package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders of servers and other programs. */
public final class Folders {

  private Folders() {}

  /** The folder {@code name} below {@code parent}, with nothing left in it of an earlier run. */
  public static Path fresh(Path parent, String name) {
    var folder = parent.resolve(name);
    try {
      if (Files.exists(folder)) {
        deleteTree(folder);
      }
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder " + folder, e);
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
