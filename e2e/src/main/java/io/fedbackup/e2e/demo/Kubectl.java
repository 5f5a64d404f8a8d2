package io.fedbackup.e2e.demo;

import io.fedbackup.e2e.testbed.TestbedAssets;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The {@code kubectl} that people have, on one cluster.
 *
 * @param program the binary
 * @param kubeconfig whose cluster and account it uses
 */
record Kubectl(Path program, Path kubeconfig) {

  private static final int LIMIT_SECONDS = 60;

  /** The binary that the test bed has, or the one on the PATH; the test bed may have none. */
  static Optional<Path> find() {
    var folders = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1));
    return Stream.concat(
            Stream.of(TestbedAssets.locate().kubernetes()),
            folders.filter(it -> !it.isEmpty()).map(Path::of))
        .map(folder -> folder.resolve("kubectl"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs a command and returns what it printed.
   *
   * @throws IllegalStateException when it fails
   */
  String run(String... arguments) {
    var command = new ArrayList<String>(List.of(program.toString(), "--kubeconfig"));
    command.add(kubeconfig.toString());
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("kubectl " + String.join(" ", arguments) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run kubectl", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
