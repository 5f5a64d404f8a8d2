package io.fedbackup.planning.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the pages of the reference; runs in the build of this module only. */
public final class ReferenceGeneration {

  private ReferenceGeneration() {}

  /** Writes the pages into the folder {@code args[0]}, which is made when missing. */
  public static void main(String[] args) throws IOException {
    var folder = Files.createDirectories(Path.of(args[0]));
    for (var page : ReferencePages.all().entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
  }
}
