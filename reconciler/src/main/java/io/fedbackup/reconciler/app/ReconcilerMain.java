package io.fedbackup.reconciler.app;

import picocli.CommandLine;

/** Main program of the reconciler. */
public final class ReconcilerMain {
  private ReconcilerMain() {}

  /** Runs until it is told to stop; ends with 2 when the options make no sense. */
  public static void main(String[] arguments) {
    int code = new CommandLine(new ReconcilerCommand()).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }
}
