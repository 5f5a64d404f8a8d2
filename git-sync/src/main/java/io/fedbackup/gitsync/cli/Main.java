package io.fedbackup.gitsync.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code fedbackup}. */
@Command(
    name = "fedbackup",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Backups of a fleet of Kubernetes clusters, as YAML in Git.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:refused: the documents have problems, or could not all be applied",
      "2:could not run: usage, no such directory, no API server, no rights",
      "3:plan: changes; drift: something differs now",
      "4:plan: dangerous changes, or that is not known"
    },
    subcommands = {
      ValidateCommand.class,
      PlanCommand.class,
      ApplyCommand.class,
      DriftCommand.class,
      ControllerCommand.class
    })
public final class Main {

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args, writer(System.out), writer(System.err)));
  }

  /** Runs the command within this process; output goes to the writers. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(Failures::report);
    int code = args.length == 0 ? usage(commandLine) : commandLine.execute(args);
    out.flush();
    err.flush();
    return code;
  }

  private static int usage(CommandLine commandLine) {
    commandLine.usage(commandLine.getErr());
    return ExitCode.COULD_NOT_RUN;
  }

  private static PrintWriter writer(java.io.PrintStream stream) {
    return new PrintWriter(stream, false, StandardCharsets.UTF_8);
  }
}
