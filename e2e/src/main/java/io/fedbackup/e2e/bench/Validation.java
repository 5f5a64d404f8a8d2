package io.fedbackup.e2e.bench;

import io.fedbackup.e2e.programs.Checkout;
import io.fedbackup.e2e.testbed.TestbedAssets;
import io.fedbackup.e2e.testbed.TestbedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code fedbackup validate} beside kubeconform on the same files, in turns: time and memory. Both
 * have to find all documents valid, and then each what it can of mistakes that are put in, or no
 * time is shown.
 */
final class Validation {

  private static final int ROUNDS = 5;
  private static final List<Integer> DOCUMENTS_PER_FILE = List.of(1, 100);

  private final Path directory;
  private final int count;

  /**
   * A benchmark.
   *
   * @param directory gets documents, schemas and outputs
   * @param count number of documents
   */
  Validation(Path directory, int count) {
    this.directory = directory;
    this.count = count;
  }

  /** Measures and prints the figures. */
  void measure() {
    var programs = new ArrayList<Validating>();
    programs.add(new Validating.Fedbackup(Checkout.find().path("bin/fedbackup")));
    kubeconform().ifPresent(programs::add);
    var documents = ManyDocuments.of(count);
    for (int perFile : DOCUMENTS_PER_FILE) {
      var folder = directory.resolve("validate-" + perFile);
      ManyDocuments.write(folder, documents, perFile);
      measure(programs, folder, perFile);
    }
    mistakes(programs, directory.resolve("validate-1"));
  }

  private Optional<Validating> kubeconform() {
    try {
      var program = TestbedAssets.locate().kubeconform();
      return Optional.of(
          new Validating.Kubeconform(program, JsonSchemas.write(directory.resolve("schemas"))));
    } catch (TestbedException e) {
      System.out.println("no kubeconform to compare with: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void measure(List<Validating> programs, Path folder, int perFile) {
    programs.forEach(program -> requireAllValid(program, folder)); // and files and caches are warm
    var runs = programs.stream().map(program -> new Runs(program, new ArrayList<>())).toList();
    for (var round = 0; round < ROUNDS; round++) {
      var order = round % 2 == 0 ? runs : runs.reversed();
      order.forEach(it -> it.done().add(requireAllValid(it.program(), folder)));
    }
    System.out.printf(
        Locale.ROOT, "validate %,d documents, %d in a file (%d rounds):%n", count, perFile, ROUNDS);
    runs.forEach(Runs::print);
    if (runs.size() == 2) {
      System.out.printf(
          Locale.ROOT,
          "  fedbackup takes %.2f times as long as kubeconform%n",
          runs.getFirst().seconds().median() / runs.getLast().seconds().median());
    }
  }

  private CommandRun requireAllValid(Validating program, Path folder) {
    var result = program.run(folder, directory);
    if (result.verdict().valid() != count
        || !result.verdict().refused().isEmpty()
        || result.run().exitCode() != 0) {
      throw new IllegalStateException(
          "%s finds %d of %d documents valid, and refuses for example %s"
              .formatted(
                  program.name(),
                  result.verdict().valid(),
                  count,
                  result.verdict().refused().stream().findFirst().orElse("none")));
    }
    return result.run();
  }

  /** What one program took. */
  private record Runs(Validating program, List<CommandRun> done) {
    Samples seconds() {
      return new Samples(done.stream().map(CommandRun::seconds).toList());
    }

    void print() {
      var cpu = done.stream().map(run -> run.figures().cpu().toMillis() / 1e3).toList();
      var memory = done.stream().mapToLong(run -> run.figures().peakMemory()).max().orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "  %-11s %s, CPU %.2f s, peak memory %d MiB%n",
          program.name(),
          seconds().seconds(),
          new Samples(cpu).median(),
          memory >> 20);
    }
  }

  /** Proves that both look at the documents, and shows what only one of them looks at. */
  private void mistakes(List<Validating> programs, Path folder) {
    for (var mistake : Mistakes.ALL) {
      ManyDocuments.write(folder.resolve("mistakes").resolve(mistake.file()), mistake.document());
    }
    Map<String, Set<String>> found = new TreeMap<>();
    for (var program : programs) {
      var refused = program.run(folder, directory).verdict().refused();
      found.put(program.name(), refused);
      if (!refused.equals(Mistakes.files(program))) {
        throw new IllegalStateException(
            "%s refuses %s, but mistakes that it can know are in %s"
                .formatted(program.name(), refused, Mistakes.files(program)));
      }
    }
    System.out.printf("  of %d documents with mistakes, refused:%n", Mistakes.ALL.size());
    found.forEach((name, files) -> System.out.printf("  %-11s %d%n", name, files.size()));
    System.out.println(
        "  kubeconform knows types, values and unknown fields; it does not know CEL rules,"
            + " references between documents, two objects of one name, Stork's limits, or what"
            + " documents mean together");
  }
}
