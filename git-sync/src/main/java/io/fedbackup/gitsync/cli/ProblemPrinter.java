package io.fedbackup.gitsync.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.preview.PreviewMarkdown;
import io.fedbackup.gitsync.report.GithubReport;
import io.fedbackup.gitsync.report.JsonReport;
import io.fedbackup.gitsync.report.JunitReport;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.SarifReport;
import io.fedbackup.gitsync.report.TextReport;
import io.fedbackup.gitsync.source.SourceException;
import io.fedbackup.gitsync.source.SourceFile;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.validate.Validated;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints the result of a validation in the format asked for. */
final class ProblemPrinter {
  private final SourceFiles source;
  private final Path directory;
  private final Map<String, Optional<List<String>>> lines = new HashMap<>();

  /**
   * A printer for what was found in a source.
   *
   * @param directory that the source was read from
   */
  ProblemPrinter(SourceFiles source, Path directory) {
    this.source = source;
    this.directory = directory;
  }

  void print(Validated validated, OutputFormat format, PrintWriter out) {
    switch (format) {
      case JSON -> out.println(json(validated).toPrettyString());
      case TEXT -> text(validated, out);
      case MARKDOWN -> markdown(validated, out);
      case SARIF -> out.println(SarifReport.of(inRepository(validated)).toPrettyString());
      case JUNIT ->
          out.print(
              JunitReport.of(
                  source.files().stream().map(file -> inRepository(file.path())).toList(),
                  inRepository(validated)));
      case GITHUB -> {
        out.print(GithubReport.of(inRepository(validated)));
        summary(validated, out);
      }
    }
  }

  private List<Problem> inRepository(Validated validated) {
    return validated.all().stream()
        .map(problem -> problem.in(inRepository(problem.place().file())))
        .toList();
  }

  /** The path from where the command was started, which in CI is where the repository begins. */
  private String inRepository(String file) {
    Path here = Path.of("").toAbsolutePath();
    Path path = directory.toAbsolutePath().resolve(file).normalize();
    Path shown = path.startsWith(here) ? here.relativize(path) : path;
    return shown.toString().replace('\\', '/');
  }

  /** {@code {valid, files, documents, totalProblems, problems, warnings}}. */
  ObjectNode json(Validated validated) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("valid", validated.isValid());
    result.put("files", source.files().size());
    result.put("documents", validated.manifests().size());
    result.put("totalProblems", validated.totalProblems());
    result.set("problems", JsonReport.of(validated.problems()));
    result.set("warnings", JsonReport.of(validated.warnings()));
    return result;
  }

  private void markdown(Validated validated, PrintWriter out) {
    String text = new TextReport(this::linesOf).render(validated.all());
    out.print(PreviewMarkdown.validation(text, validated.totalProblems()));
  }

  private void text(Validated validated, PrintWriter out) {
    out.print(new TextReport(this::linesOf).render(validated.all()));
    summary(validated, out);
  }

  private void summary(Validated validated, PrintWriter out) {
    int shown = validated.problems().size();
    int warned = validated.warnings().size();
    String warnings = warned == 0 ? "" : ", " + count(warned, "warning");
    if (validated.isValid()) {
      out.printf(
          "%d documents in %d files: valid%s%n",
          validated.manifests().size(), source.files().size(), warnings);
    } else if (shown < validated.totalProblems()) {
      out.printf("%d problems, %d shown%s%n", validated.totalProblems(), shown, warnings);
    } else {
      out.println(count(shown, "problem") + warnings);
    }
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
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
