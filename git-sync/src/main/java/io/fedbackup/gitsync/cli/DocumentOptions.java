package io.fedbackup.gitsync.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of every command that reads a directory of documents. */
final class DocumentOptions {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description =
          "Directory with YAML documents; subdirectories are read, names that begin with a dot are not.")
  private @Nullable Path directory;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Namespace of the documents; documents of another one are refused.")
  @Nullable String namespace;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description =
          "text or json; plan and validate also markdown; validate also sarif, junit and github (default: text).")
  OutputFormat output = OutputFormat.TEXT;

  @Option(
      names = "--known",
      paramLabel = "KIND/NAME",
      description =
          "An object outside of the directory that documents may refer to; '*' stands for all names of a kind. May be"
              + " given several times.")
  List<String> known = new ArrayList<>();

  Path directory() {
    if (directory == null) {
      throw new IllegalStateException("DIR is missing");
    }
    return directory;
  }
}
