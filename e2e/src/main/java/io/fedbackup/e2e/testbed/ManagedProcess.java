package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child process that never outlives this JVM, whatever ends the JVM.
 *
 * <p>The program is started through a shell that first leaves a watcher behind and then becomes the
 * program (so {@link #pid()} is the program's own). The watcher waits for the end of the pipe that
 * is the shell's standard input. The kernel closes that pipe when this JVM is gone, also after
 * SIGKILL, and the JVM closes it when the program ends; either way the watcher ends what is left of
 * the program's process group: children of its own, too. Having an own session, the program gets no
 * signal of the terminal, so that Ctrl-C lets this JVM end things in order.
 *
 * <p>Standard input of the program is empty. Thread-safe.
 */
public final class ManagedProcess implements AutoCloseable {

  /** How long a program gets between SIGTERM and SIGKILL. */
  public static final Duration GRACE = Duration.ofSeconds(10);

  private static final String LAUNCHER =
      """
      grace=$1
      shift
      exec 3<&0 </dev/null
      target=$$
      (
        trap '' TERM INT HUP
        exec >/dev/null 2>&1
        read -r -N 1 -u 3
        kill -TERM -- "-$target"
        for ((i = 0; i < grace * 10; i++)); do
          kill -0 "$target" || break
          sleep 0.1
        done
        kill -KILL -- "-$target"
      ) &
      exec 3<&-
      exec "$@"
      """;

  private final Launch launch;
  private final Process process;
  private final Thread hook;

  private ManagedProcess(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
    // Faster than the watcher, and over before the JVM is: nobody sees a left-over after Ctrl-C.
    this.hook = new Thread(process::destroyForcibly, "end-" + launch.name());
  }

  /**
   * Starts the program.
   *
   * @throws UncheckedIOException when bash or setsid are missing or the directory does not exist; a
   *     program that cannot be executed ends with code 126 or 127 and says so in its log
   */
  public static ManagedProcess start(Launch launch) {
    try {
      Files.createDirectories(launch.log().toAbsolutePath().getParent());
      var started = new ManagedProcess(launch, builder(launch).start());
      started.endWithJvm();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + launch.name() + ": " + e.getMessage(), e);
    }
  }

  private static ProcessBuilder builder(Launch launch) {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("setsid", "bash", "-c", LAUNCHER, launch.name()));
    argv.add(Long.toString(GRACE.toSeconds()));
    argv.addAll(launch.command());
    var builder =
        new ProcessBuilder(argv)
            .directory(launch.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
    if (!launch.inheritEnvironment()) {
      builder.environment().clear();
    }
    builder.environment().putAll(launch.environment());
    return builder;
  }

  private void endWithJvm() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      process.destroyForcibly();
      throw shuttingDown;
    }
    var _ = process.onExit().thenRun(this::forgetHook);
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // the hook is running or has run: nothing to forget
    }
  }

  /** What was started. */
  public Launch launch() {
    return launch;
  }

  /** The program's own process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the program still runs; a frozen one does. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The exit code (128 + signal for a killed program), empty while it runs. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Completes with the exit code when the program has ended. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /**
   * Waits for the end of the program.
   *
   * @return its exit code, or empty when it still runs after {@code limit}
   */
  public OptionalInt waitFor(Duration limit) {
    try {
      process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return exitCode();
  }

  /**
   * Asks the program to end (SIGTERM), and kills it after {@link #GRACE}. Returns when it is gone.
   */
  public void stop() {
    stop(GRACE);
  }

  /**
   * Asks the program to end (SIGTERM), and kills it after {@code grace}. Returns when it is gone.
   */
  public void stop(Duration grace) {
    // Not Process.destroy(): it closes the pipe, and the watcher's own SIGTERM would be a second
    // one,
    // on which Kubernetes programs end at once.
    process.toHandle().destroy();
    if (waitFor(grace).isEmpty()) {
      kill();
    }
  }

  /** Ends the program without warning (SIGKILL). Returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    waitFor(GRACE);
  }

  /** Lets the program hang (SIGSTOP): its ports stay open, and nothing answers. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets a frozen program go on (SIGCONT). */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
      kill.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot signal " + launch.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The file with the program's output. */
  public Path log() {
    return launch.log();
  }

  /** The last {@code bytes} bytes of the program's output, for messages. */
  public String logTail(int bytes) {
    try (var file = new RandomAccessFile(launch.log().toFile(), "r")) {
      var tail = new byte[(int) Math.min(bytes, file.length())];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
      return new String(tail, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }

  /** Like {@link #stop()}. */
  @Override
  public void close() {
    stop();
  }

  @Override
  public String toString() {
    return launch.name() + " (process " + pid() + ")";
  }
}
