package io.fedbackup.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** A program that says which documents of a folder are valid. */
sealed interface Validating {

  /** What people call it. */
  String name();

  /** The command that looks at a folder. */
  List<String> command(Path folder);

  /** Variables for the command. */
  Map<String, String> environment();

  /** What the command has found. */
  Verdict verdict(JsonNode output);

  /**
   * What a program has found.
   *
   * @param valid number of valid documents
   * @param refused names of the files, without folders, with documents that are not
   */
  record Verdict(int valid, SortedSet<String> refused) {}

  /** Runs it once. */
  default Result run(Path folder, Path outputs) {
    var run = CommandRun.of(command(folder), environment(), outputs);
    return new Result(run, verdict(run.json()));
  }

  /** What it took and what it found. */
  record Result(CommandRun run, Verdict verdict) {}

  private static SortedSet<String> names(JsonNode entries, String field) {
    var names = new TreeSet<String>();
    StreamSupport.stream(entries.spliterator(), false)
        .map(entry -> Path.of(entry.path(field).asText()).getFileName().toString())
        .forEach(names::add);
    return names;
  }

  /** {@code fedbackup validate}, with the cache that its first start on a machine makes. */
  record Fedbackup(Path program) implements Validating {
    @Override
    public String name() {
      return "fedbackup";
    }

    @Override
    public List<String> command(Path folder) {
      return List.of(program.toString(), "validate", "--output", "json", folder.toString());
    }

    @Override
    public Map<String, String> environment() {
      return Map.of("FEDBACKUP_AOT", "wait");
    }

    @Override
    public Verdict verdict(JsonNode output) {
      return new Verdict(output.path("documents").asInt(), names(output.path("problems"), "file"));
    }
  }

  /**
   * kubeconform with schemas of fedbackup's kinds.
   *
   * @param schemas where they are
   */
  record Kubeconform(Path program, String schemas) implements Validating {
    @Override
    public String name() {
      return "kubeconform";
    }

    @Override
    public List<String> command(Path folder) {
      return List.of(
          program.toString(),
          "-strict",
          "-summary",
          "-output",
          "json",
          "-schema-location",
          schemas,
          folder.toString());
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public Verdict verdict(JsonNode output) {
      return new Verdict(
          output.at("/summary/valid").asInt(), names(output.path("resources"), "filename"));
    }
  }
}
