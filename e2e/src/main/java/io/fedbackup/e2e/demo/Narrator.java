package io.fedbackup.e2e.demo;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Tells people what happens, with the seconds since the start; in colour only on a terminal. */
final class Narrator {

  private final PrintStream out;
  private final Ansi ansi;
  private final Clock clock;
  private final Instant start;

  Narrator(PrintStream out, Ansi ansi, Clock clock) {
    this.out = out;
    this.ansi = ansi;
    this.clock = clock;
    this.start = clock.instant();
  }

  /** A new part of the story. */
  void chapter(String title) {
    out.println();
    out.println(ansi.string("@|bold == " + title + "|@"));
  }

  /** Something that is being done, or about to be waited for. */
  void doing(String text) {
    line(" .. ", text);
  }

  /** Something that was read from a server just now. */
  void seen(String text) {
    line(ansi.string("@|green  ok |@"), text);
  }

  /** Something that is not well, on purpose. */
  void trouble(String text) {
    line(ansi.string("@|yellow  !! |@"), text);
  }

  /** Text as a program printed it. */
  void verbatim(String text) {
    text.lines().forEach(line -> out.println("      " + line));
  }

  private void line(String mark, String text) {
    out.println(String.format(Locale.ROOT, "%6.1fs%s%s", seconds(), mark, text));
  }

  private double seconds() {
    return Duration.between(start, clock.instant()).toMillis() / 1000.0;
  }
}
