package io.fedbackup.e2e.bench;

import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code make bench}: all benchmarks, or those that are named. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures; prints times as ratios, and counts of API requests. Ends with code 1 where"
            + " git-sync needs more requests than it may.")
public final class Bench implements Callable<Integer> {

  /** A benchmark that can be run alone. */
  private enum Part {
    VALIDATE,
    PUSHES,
    COMMITS,
    FLUX
  }

  /** By their names in lower case. */
  private static final class PartNames implements ITypeConverter<Part> {
    @Override
    public Part convert(String value) {
      return Part.valueOf(value.toUpperCase(Locale.ROOT));
    }
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "BENCHMARK",
      converter = PartNames.class,
      description = "validate, pushes, commits or flux; all of them where none is named.")
  private List<Part> named = List.of();

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "OBJECTS",
      description = "flux: numbers of objects (default: 1000,5000).")
  private List<Integer> sizes = List.of(1_000, 5_000);

  @Option(
      names = "--documents",
      paramLabel = "NUMBER",
      description = "validate: number of documents (default: ${DEFAULT-VALUE}).")
  private int documents = 10_000;

  private Bench() {}

  /** Runs benchmarks and prints their figures. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Set<Part> parts = named.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(named);
    var directory = Files.createTempDirectory("fedbackup-bench-");
    if (parts.contains(Part.VALIDATE)) {
      new Validation(directory, documents).measure();
    }
    var bounds = new RequestBounds();
    boolean pushes = parts.contains(Part.PUSHES);
    boolean commits = parts.contains(Part.COMMITS);
    if (pushes || commits) {
      FleetBench.measure(directory.resolve("fleet"), pushes, commits, bounds);
    }
    if (parts.contains(Part.FLUX)) {
      new FluxComparison(directory.resolve("flux"), sizes, bounds).measure();
    }
    bounds.exceeded().forEach(it -> System.err.println("TOO MUCH: git-sync, " + it));
    return bounds.exceeded().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
