package io.fedbackup.e2e.programs;

import io.fedbackup.e2e.testbed.Launch;
import io.fedbackup.e2e.testbed.ManagedProcess;
import io.fedbackup.e2e.testbed.ProcessFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A controller as a process, one of the product's or of a peer's: started, killed and started again
 * with the same command. Not thread-safe.
 */
public final class Program implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(90);
  private static final Duration REQUEST = Duration.ofSeconds(5);

  /** What Kubernetes gives a pod if nothing else is said. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final OptionalInt KILLED = OptionalInt.of(128 + 9);

  private final Launch launch;
  private final URI health;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(REQUEST).build();
  private @Nullable ManagedProcess process;

  /**
   * A program that is not started yet.
   *
   * @param launch what to run
   * @param health address of its {@code /healthz}, {@code /readyz} and {@code /metrics}
   */
  public Program(Launch launch, URI health) {
    this.launch = launch;
    this.health = health;
  }

  /** Starts it without waiting. */
  public Program start() {
    if (process != null && process.isAlive()) {
      throw new IllegalStateException(launch.name() + " runs already");
    }
    process = ManagedProcess.start(launch);
    return this;
  }

  /** Starts it and waits until {@code /readyz} says so. */
  public Program startAndAwaitReady() {
    start();
    Awaitility.await(launch.name() + " is ready; its log: " + launch.log())
        .atMost(READY)
        .failFast(launch.name() + " has ended; its log: " + launch.log(), () -> !running())
        .until(() -> status("/readyz") == 200);
    return this;
  }

  /** Ends it without warning, as kill -9 does. */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /**
   * Ends it in order (SIGTERM).
   *
   * @throws IllegalStateException when it does not end within the time that a pod gets
   */
  public void stop() {
    if (process != null && process.isAlive()) {
      process.stop(GRACE);
      if (process.exitCode().equals(KILLED)) {
        throw new IllegalStateException(
            launch.name() + " does not end on SIGTERM; its log: " + launch.log());
      }
    }
  }

  /** Whether the process is there. */
  public boolean running() {
    return process != null && process.isAlive();
  }

  /** HTTP status of a path at its health address; 0 if it does not answer. */
  public int status(String path) {
    try {
      return get(path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The text of {@code /metrics}. */
  public String metrics() {
    try {
      return get("/metrics").body();
    } catch (IOException e) {
      throw new UncheckedIOException(launch.name() + " serves no metrics", e);
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    try {
      var request = HttpRequest.newBuilder(health.resolve(path)).timeout(REQUEST).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * The most memory that it has had, in bytes.
   *
   * @throws UncheckedIOException where it does not run, or the system does not tell
   */
  public long peakMemory() {
    return figures().peakMemory();
  }

  /**
   * What it has used since it was started.
   *
   * @throws UncheckedIOException where it does not run, or the system does not tell
   */
  public ProcessFigures figures() {
    return ProcessFigures.of(Objects.requireNonNull(process, "it was never started").pid());
  }

  /** Its log file. */
  public Path log() {
    return launch.log();
  }

  /** What it has logged so far. */
  public String logText() {
    try {
      return Files.exists(launch.log()) ? Files.readString(launch.log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the log of " + launch.name(), e);
    }
  }

  @Override
  public void close() {
    stop();
    http.close();
  }
}
