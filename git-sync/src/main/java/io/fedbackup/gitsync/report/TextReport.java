package io.fedbackup.gitsync.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Problems for people: one line each, then the line of the source and a caret below the place.
 * Lines of a file that may hold a Secret are not shown.
 */
public final class TextReport {
  private static final int WIDTH = 120;

  /** How a Secret begins, also where it is broken: rather one excerpt too few. */
  private static final Pattern SECRET =
      Pattern.compile("(?is)\\bkind\\b.{0,40}?\\bsecret(list)?\\b|\\bstringData\\b");

  private final Map<String, Boolean> secretive = new HashMap<>();

  /** The lines of a file by its path; empty where it cannot be read. */
  private final Function<String, Optional<List<String>>> sources;

  /** With a way to the files' lines. */
  public TextReport(Function<String, Optional<List<String>>> sources) {
    this.sources = sources;
  }

  /**
   * All problems, each with its excerpt, separated by nothing; ends with a line feed unless empty.
   */
  public String render(List<Problem> problems) {
    var text = new StringBuilder();
    for (Problem problem : problems) {
      headline(text, problem);
      excerpt(text, problem.place());
      if (!problem.remedy().isEmpty()) {
        text.append("  = ").append(problem.remedy()).append('\n');
      }
    }
    return text.toString();
  }

  private static void headline(StringBuilder text, Problem problem) {
    text.append(Printable.of(problem.place().toString())).append(": ");
    if (problem.severity() == Severity.WARNING) {
      text.append("warning: ");
    }
    if (!problem.object().isEmpty()) {
      text.append(Printable.of(problem.object())).append(": ");
    }
    if (!problem.field().isEmpty()) {
      text.append(Printable.of(problem.field())).append(": ");
    }
    text.append(Printable.of(problem.message()));
    text.append(" [").append(problem.rule().wireName()).append("]\n");
  }

  private void excerpt(StringBuilder text, Place place) {
    if (place.line() == 0) {
      return;
    }
    sources
        .apply(place.file())
        .filter(lines -> lines.size() >= place.line())
        .filter(lines -> !secretive(place.file(), lines))
        .map(lines -> Printable.of(lines.get(place.line() - 1)))
        .filter(line -> place.column() <= Math.min(line.length() + 1, WIDTH))
        .ifPresent(
            line -> {
              String number = "%5d | ".formatted(place.line());
              String shown = line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line;
              text.append(number).append(shown).append('\n');
              text.append(" ".repeat(number.length() - 2)).append("| ");
              text.append(" ".repeat(Math.max(0, place.column() - 1))).append("^\n");
            });
  }

  private boolean secretive(String file, List<String> lines) {
    return secretive.computeIfAbsent(file, name -> SECRET.matcher(String.join("\n", lines)).find());
  }
}
