package io.fedbackup.gitsync.cli;

import java.io.Console;
import java.util.Map;
import java.util.Optional;

/** Whether to print in colour. */
final class Colours {
  private Colours() {}

  /** Only to a terminal that knows them, and not where the user says no (https://no-color.org). */
  static boolean wanted(boolean terminal, Map<String, String> environment) {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** For this process. */
  static boolean wanted() {
    return wanted(
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent(),
        System.getenv());
  }
}
