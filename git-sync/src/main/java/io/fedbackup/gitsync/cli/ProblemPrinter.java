package io.fedbackup.gitsync.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.report.JsonReport;
import io.fedbackup.gitsync.report.TextReport;
import io.fedbackup.gitsync.source.SourceException;
import io.fedbackup.gitsync.source.SourceFile;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.validate.Validated;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints the result of a validation in the format asked for. */
final class ProblemPrinter {
  private final SourceFiles source;
  private final Map<String, Optional<List<String>>> lines = new HashMap<>();

  ProblemPrinter(SourceFiles source) {
    this.source = source;
  }

  void print(Validated validated, OutputFormat format, PrintWriter out) {
    switch (format) {
      case JSON -> out.println(json(validated).toPrettyString());
      case TEXT -> text(validated, out);
    }
  }

  /** {@code {valid, files, documents, problems, totalProblems}}. */
  ObjectNode json(Validated validated) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("valid", validated.isValid());
    result.put("files", source.files().size());
    result.put("documents", validated.manifests().size());
    result.put("totalProblems", validated.totalProblems());
    result.set("problems", JsonReport.of(validated.problems()));
    return result;
  }

  private void text(Validated validated, PrintWriter out) {
    out.print(new TextReport(this::linesOf).render(validated.problems()));
    int shown = validated.problems().size();
    if (validated.isValid()) {
      out.printf(
          "%d documents in %d files: valid%n", validated.manifests().size(), source.files().size());
    } else if (shown < validated.totalProblems()) {
      out.printf("%d problems, %d shown%n", validated.totalProblems(), shown);
    } else {
      out.printf("%d %s%n", shown, shown == 1 ? "problem" : "problems");
    }
  }

  private Optional<List<String>> linesOf(String path) {
    return lines.computeIfAbsent(path, this::readLines);
  }

  private Optional<List<String>> readLines(String path) {
    Optional<SourceFile> file =
        source.files().stream().filter(f -> f.path().equals(path)).findFirst();
    try {
      return file.map(f -> new String(source.read(f), StandardCharsets.UTF_8).lines().toList());
    } catch (SourceException e) {
      // an excerpt is a convenience; the problem itself is printed anyway
      return Optional.empty();
    }
  }
}
