package io.fedbackup.gitsync.cli;

import picocli.CommandLine;

/** What ends a command early: one sentence, no stack trace. */
final class Failures {
  private Failures() {}

  /** Prints the sentence; with the system property {@code fedbackup.trace} the stack trace too. */
  static int report(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    String message = failure.getMessage();
    commandLine
        .getErr()
        .println("fedbackup: " + (message == null ? failure.getClass().getSimpleName() : message));
    if (Boolean.getBoolean("fedbackup.trace")) {
      failure.printStackTrace(commandLine.getErr());
    }
    return ExitCode.COULD_NOT_RUN;
  }
}
