package io.fedbackup.e2e.gitsync;

import io.fedbackup.e2e.programs.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code bin/fedbackup} as people run it, with a cache that all tests of a checkout share. */
final class CommandLineTool {

  private static final long LIMIT_SECONDS = 120;

  private final Path directory;

  /**
   * A tool with nothing in its environment that could lead it to a cluster.
   *
   * @param directory gets its outputs; must exist
   */
  CommandLineTool(Path directory) {
    this.directory = directory;
  }

  /** What a run came to. */
  record Run(int code, String out, String err, Duration duration) {}

  /** Runs it; the first run has the cache written and waits for that. */
  Run run(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Checkout.find().path("bin/fedbackup").toString());
    command.addAll(List.of(arguments));
    try {
      var out = Files.createTempFile(directory, "out", ".txt");
      var err = Files.createTempFile(directory, "err", ".txt");
      var builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder
          .environment()
          .putAll(
              Map.of(
                  "FEDBACKUP_AOT",
                  "wait",
                  "FEDBACKUP_CACHE",
                  Checkout.find().path("e2e/target/cli-cache").toString()));
      builder.environment().remove("KUBECONFIG");
      long started = System.nanoTime();
      var process = builder.start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("fedbackup does not end: " + command);
      }
      var duration = Duration.ofNanos(System.nanoTime() - started);
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err), duration);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run fedbackup", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
