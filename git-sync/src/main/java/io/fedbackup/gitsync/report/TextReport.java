package io.fedbackup.gitsync.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Problems for people: one line each, then the line of the source and a caret below the place. */
public final class TextReport {
  private static final int WIDTH = 120;

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
    text.append(printable(problem.place().toString())).append(": ");
    if (!problem.object().isEmpty()) {
      text.append(printable(problem.object())).append(": ");
    }
    if (!problem.field().isEmpty()) {
      text.append(printable(problem.field())).append(": ");
    }
    text.append(printable(problem.message()));
    text.append(" [").append(problem.rule().wireName()).append("]\n");
  }

  private void excerpt(StringBuilder text, Place place) {
    if (place.line() == 0) {
      return;
    }
    sources
        .apply(place.file())
        .filter(lines -> lines.size() >= place.line())
        .map(lines -> printable(lines.get(place.line() - 1)))
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

  /** Control characters would let a document write to the terminal. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]", " ");
  }
}
