package io.fedbackup.e2e.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@code kubectl} that people have, on one cluster.
 *
 * @param program the binary
 * @param kubeconfig whose cluster and account it uses
 */
record Kubectl(Path program, Path kubeconfig) {

  private static final int LIMIT_SECONDS = 60;

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
