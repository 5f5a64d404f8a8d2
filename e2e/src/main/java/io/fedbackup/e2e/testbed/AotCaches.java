package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * AOT caches of Java programs (JEP 483 and 514), which halve the time of a start and save two
 * fifths of its work.
 *
 * <p>Without a cache a program records what it loads, until it ends in order. Of a finished record
 * the next start of that program, in whichever process, has a cache made in the background; who
 * starts meanwhile does without. A cache belongs to one program, one JDK and the very jars of its
 * class path; others are removed when a new one is made. All files may be lost at any time.
 *
 * <p>Thread-safe, also among processes.
 */
final class AotCaches {

  /** A record that nobody has written to for so long is whole; the JVM writes it in one go. */
  private static final Duration AT_REST = Duration.ofSeconds(5);

  /** Making a cache takes seconds: whoever began so long ago was killed. */
  private static final Duration ABANDONED = Duration.ofMinutes(3);

  private static final String CACHE = ".aot";
  private static final String RECORD = ".record";

  private final Path folder;

  /**
   * Caches in a folder.
   *
   * @param folder is made when it is missing
   */
  AotCaches(Path folder) {
    this.folder = folder;
  }

  /**
   * Options for one start of a program, to stand before its class path.
   *
   * @param program name for files
   * @param java the program {@code java} and the options that each start of the program has
   * @param start what follows the options: {@code -jar} or {@code -cp} with its value
   * @param jars all that are on the class path
   */
  List<String> options(String program, List<String> java, List<String> start, List<Path> jars) {
    try {
      Files.createDirectories(folder);
      var name = program + "-" + fingerprint(java.getFirst(), jars);
      var cache = folder.resolve(name + CACHE);
      if (Files.exists(cache)) {
        return List.of("-XX:AOTCache=" + cache);
      }
      var record = finishedRecord(name);
      if (record.isEmpty()) {
        return List.of(
            "-XX:AOTMode=record",
            "-XX:AOTConfiguration=" + folder.resolve(name + "-" + UUID.randomUUID() + RECORD));
      }
      make(program, cache, record.get(), java, start);
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep AOT caches in " + folder, e);
    }
  }

  /** The JVM compares times and sizes of the jars, too, but does not say so. */
  private static String fingerprint(String java, List<Path> jars) throws IOException {
    var sum = new CRC32C();
    sum.update(java.getBytes(StandardCharsets.UTF_8));
    for (var jar : jars) {
      var line = jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar) + "\n";
      sum.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return Long.toHexString(sum.getValue());
  }

  private Optional<Path> finishedRecord(String name) throws IOException {
    for (var file : files(name)) {
      if (file.toString().endsWith(RECORD) && isWhole(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** The JVM makes an empty file when it begins to record. */
  private static boolean isWhole(Path record) throws IOException {
    return age(record).compareTo(AT_REST) > 0 && Files.size(record) > 0;
  }

  private void make(String program, Path cache, Path record, List<String> java, List<String> start)
      throws IOException {
    var marker = Path.of(cache + ".making");
    if (Files.exists(marker) && age(marker).compareTo(ABANDONED) > 0) {
      Files.deleteIfExists(marker);
    }
    try {
      Files.createFile(marker);
    } catch (FileAlreadyExistsException e) {
      return;
    }
    var made = Path.of(cache + ".made");
    var command = new ArrayList<>(List.of("nice", "-n", "10"));
    command.addAll(java);
    command.addAll(List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + record));
    command.add("-XX:AOTCache=" + made);
    command.addAll(start);
    var process = ManagedProcess.start(Launch.of("aot-cache-of-" + program, folder, command));
    var _ =
        process
            .onExit()
            .thenAccept(
                code -> {
                  if (code == 0) {
                    move(made, cache);
                    remove(files(program + "-").stream().filter(it -> !it.equals(cache)));
                  } else {
                    remove(Stream.of(record, made, marker));
                  }
                });
  }

  private List<Path> files(String prefix) {
    try (var all = Files.list(folder)) {
      return all.filter(it -> it.getFileName().toString().startsWith(prefix)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private static Duration age(Path file) {
    try {
      return Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
    } catch (IOException removedMeanwhile) {
      return Duration.ZERO;
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot name " + to, e);
    }
  }

  private static void remove(Stream<Path> files) {
    files.forEach(
        file -> {
          try {
            Files.deleteIfExists(file);
          } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + file, e);
          }
        });
  }
}
