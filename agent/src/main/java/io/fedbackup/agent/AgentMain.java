package io.fedbackup.agent;

import io.fedbackup.agent.result.Text;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The agent's command line. Exit codes: {@value #VERDICT_REACHED} when a verdict was reached, also
 * a bad one; {@value #NO_VERDICT} when not.
 */
@Command(
    name = "agent",
    description =
        "Looks at an object store from inside an application cluster, with the identity of Stork's pods.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB")
public final class AgentMain {

  /** The verb came to a result, which stands in the termination message. */
  static final int VERDICT_REACHED = 0;

  /** Options or environment are not usable, or the result could not be written. */
  static final int NO_VERDICT = 1;

  private AgentMain() {}

  /** Runs the verb and ends the process, whatever threads of libraries still do. */
  public static void main(String[] args) {
    var executor = Executors.newVirtualThreadPerTaskExecutor();
    var surroundings = new Surroundings(System.getenv(), Clock.systemUTC(), executor);
    System.exit(run(surroundings, new PrintWriter(System.err, true, StandardCharsets.UTF_8), args));
  }

  /** Runs a verb and returns the exit code. */
  static int run(Surroundings surroundings, PrintWriter err, String... args) {
    var line = new CommandLine(new AgentMain()).addSubcommand(new ValidateCommand(surroundings));
    line.getCommandSpec().version("fedbackup agent " + version());
    line.setErr(err)
        .setParameterExceptionHandler((e, ignored) -> refuse(err, e))
        .setExecutionExceptionHandler((e, command, ignored) -> noVerdict(err, e));
    return args.length == 0 ? usage(line, err) : line.execute(args);
  }

  private static String version() {
    return Optional.ofNullable(AgentMain.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }

  private static int usage(CommandLine line, PrintWriter err) {
    line.usage(err);
    return NO_VERDICT;
  }

  private static int refuse(PrintWriter err, ParameterException e) {
    err.println("error: " + Text.line(String.valueOf(e.getMessage()), Text.MESSAGE_LIMIT));
    err.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return NO_VERDICT;
  }

  /** The edge of the process: what is no verdict ends here as one line. */
  private static int noVerdict(PrintWriter err, Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    err.println(
        "error: no verdict: %s: %s"
            .formatted(
                e.getClass().getSimpleName(),
                Text.line(String.valueOf(e.getMessage()), Text.MESSAGE_LIMIT)));
    return NO_VERDICT;
  }
}
