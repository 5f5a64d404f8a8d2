package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used so far, without its children.
 *
 * @param peakMemory the most resident memory that it has had, in bytes
 * @param cpu user and system time
 */
public record ProcessFigures(long peakMemory, Duration cpu) {

  /** Of nothing. */
  public static final ProcessFigures NONE = new ProcessFigures(0, Duration.ZERO);

  /**
   * Reads the figures of a running process.
   *
   * @throws UncheckedIOException where it does not run, or the system does not tell
   */
  public static ProcessFigures of(long pid) {
    try {
      return new ProcessFigures(peakMemoryOf(pid), cpuOf(pid));
    } catch (IOException e) {
      throw new UncheckedIOException("Process %d does not tell its memory".formatted(pid), e);
    }
  }

  private static long peakMemoryOf(long pid) throws IOException {
    var status = Path.of("/proc", Long.toString(pid), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
        .findFirst()
        .orElseThrow(() -> new IOException("no VmHWM"));
  }

  private static Duration cpuOf(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  /** Of two processes that run at the same time: no more than that. */
  public ProcessFigures and(ProcessFigures other) {
    return new ProcessFigures(peakMemory + other.peakMemory, cpu.plus(other.cpu));
  }
}
