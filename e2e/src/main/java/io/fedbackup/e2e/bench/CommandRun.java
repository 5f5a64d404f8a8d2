package io.fedbackup.e2e.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fedbackup.e2e.testbed.ProcessFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command line run to its end, with its cost.
 *
 * @param seconds from its start to its end
 * @param figures as they were seen last, at most a few milliseconds before the end
 * @param output standard output
 */
record CommandRun(double seconds, ProcessFigures figures, int exitCode, String output) {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final long LOOK_MILLIS = 5;

  /**
   * Runs a command.
   *
   * @param environment set in addition to that of this JVM
   * @param folder gets the output
   */
  static CommandRun of(List<String> command, Map<String, String> environment, Path folder) {
    try {
      var output = Files.createTempFile(folder, "output-", ".txt");
      var builder =
          new ProcessBuilder(command)
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile())
              .redirectError(folder.resolve("errors.txt").toFile());
      builder.environment().putAll(environment);
      var start = System.nanoTime();
      var process = builder.start();
      try {
        var figures = watched(process);
        var seconds = (System.nanoTime() - start) / 1e9;
        return new CommandRun(seconds, figures, process.exitValue(), Files.readString(output));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /**
   * Standard output, which is one JSON document.
   *
   * @throws IllegalStateException where it is not
   */
  JsonNode json() {
    try {
      return JSON.readTree(output);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a command ended with exit code %d and without a result".formatted(exitCode), e);
    }
  }

  /** What a process has used is gone with it, so it is looked at again and again. */
  private static ProcessFigures watched(Process process) throws InterruptedException {
    var figures = ProcessFigures.NONE;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      figures = later(process, figures);
    }
    return figures;
  }

  private static ProcessFigures later(Process process, ProcessFigures before) {
    try {
      var now = ProcessFigures.of(process.pid());
      return now.cpu().compareTo(before.cpu()) < 0 ? before : now;
    } catch (UncheckedIOException e) {
      return before; // it has just ended
    }
  }
}
