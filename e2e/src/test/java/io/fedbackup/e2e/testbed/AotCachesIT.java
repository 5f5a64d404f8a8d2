package io.fedbackup.e2e.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.e2e.programs.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real JVM, and the agent as a small program that ends by itself. */
class AotCachesIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC",
          "-Xlog:disable",
          "-Xlog:all=off");

  @TempDir Path directory;

  private final Path agent = Checkout.find().path("agent/target/fedbackup-agent.jar");
  private AotCaches caches;
  private Path folder;

  @BeforeEach
  void a_folder_that_does_not_exist() {
    folder = directory.resolve("caches");
    caches = new AotCaches(folder);
  }

  @Test
  void the_second_start_makes_a_cache_of_what_the_first_recorded_and_the_third_uses_it()
      throws IOException {
    // given a first run that has ended
    run(options());
    letRest(only(".record"));

    // when it starts again
    assertThat(options()).isEmpty();

    // then there is a cache, and nothing else
    Awaitility.await().atMost(LIMIT).until(() -> !files(".aot").isEmpty());
    var cache = only(".aot");
    Awaitility.await().atMost(LIMIT).until(() -> files("").stream().noneMatch(this::isWork));
    assertThat(options()).containsExactly("-XX:AOTCache=" + cache);

    // that a JVM takes which would not start without
    run(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache));
  }

  @Test
  void a_record_that_may_still_be_written_is_left_alone() {
    run(options());

    assertThat(options()).first().isEqualTo("-XX:AOTMode=record");
  }

  @Test
  void a_record_of_a_program_that_still_runs_is_left_alone() throws IOException {
    letRest(Files.createFile(record()));

    assertThat(options()).first().isEqualTo("-XX:AOTMode=record");
  }

  @Test
  void a_record_that_is_none_is_removed() throws IOException {
    var record = Files.writeString(record(), "no record");
    letRest(record);

    assertThat(options()).isEmpty();

    Awaitility.await().atMost(LIMIT).until(() -> files("").stream().noneMatch(this::isWork));
    assertThat(record).doesNotExist();
    assertThat(files(".aot")).isEmpty();
  }

  private boolean isWork(Path file) {
    return !file.toString().endsWith(".aot") && !file.toString().endsWith(".log");
  }

  private List<String> options() {
    return caches.options("agent", JAVA, List.of("-jar", agent.toString()), List.of(agent));
  }

  /** Where the next run would write its record. */
  private Path record() {
    return Path.of(options().getLast().replaceFirst("^-XX:AOTConfiguration=", ""));
  }

  private void run(List<String> options) {
    var command = new ArrayList<>(JAVA);
    command.addAll(options);
    command.addAll(List.of("-jar", agent.toString(), "--help"));
    try (var process = ManagedProcess.start(Launch.of("agent", directory, command))) {
      assertThat(process.waitFor(LIMIT)).as(process.logTail(2000)).hasValue(0);
    }
  }

  private static void letRest(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private Path only(String ending) {
    assertThat(files(ending)).hasSize(1);
    return files(ending).getFirst();
  }

  private List<Path> files(String ending) {
    try (var all = Files.list(folder)) {
      return all.filter(it -> it.toString().endsWith(ending)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
