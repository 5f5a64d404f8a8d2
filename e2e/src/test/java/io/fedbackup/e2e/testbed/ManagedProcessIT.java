package io.fedbackup.e2e.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessIT {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @AfterEach
  void nothing_is_left_behind() {
    await().atMost(Duration.ofSeconds(15)).until(() -> processesOfThisTest().isEmpty());
  }

  @Test
  void the_program_gets_its_arguments_and_only_the_environment_given() throws Exception {
    var launch =
        Launch.of("printer", directory, List.of("printenv", "GREETING", "HOME"))
            .withOnlyEnvironment(Map.of("GREETING", "hello", "PATH", System.getenv("PATH")));

    try (var process = ManagedProcess.start(launch)) {
      assertThat(process.waitFor(Duration.ofSeconds(10))).hasValue(1); // HOME is not set

      assertThat(Files.readString(process.log())).isEqualTo("hello\n");
    }
  }

  @Test
  void the_process_id_is_the_programs_own() throws Exception {
    try (var process = shell("echo $$; exec sleep 60 # in " + directory)) {
      await().until(() -> Files.size(process.log()) > 0);

      assertThat(process.logTail(100).strip()).isEqualTo(Long.toString(process.pid()));
    }
  }

  @Test
  void stopping_lets_the_program_end_by_itself() {
    try (var process =
        shell(
            "trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.05; done # " + directory)) {
      await().until(() -> process.logTail(100).contains("up"));

      process.stop();

      assertThat(process.exitCode()).hasValue(7);
      assertThat(process.logTail(100)).isEqualTo("up\nbye\n");
    }
  }

  @Test
  void a_program_that_does_not_end_is_killed() {
    try (var process =
        shell("trap '' TERM; echo up; while :; do sleep 0.05; done # in " + directory)) {
      await().until(() -> process.logTail(100).contains("up"));

      process.stop(Duration.ofMillis(200));

      assertThat(process.exitCode()).hasValue(128 + 9);
    }
  }

  @Test
  void children_of_the_program_end_with_it() {
    try (var process = shell("sh -c 'sleep 60; : " + directory + "' & echo up; wait")) {
      await().until(() -> process.logTail(100).contains("up"));

      process.kill();

      // nothing_is_left_behind
    }
  }

  @Test
  void nothing_outlives_a_jvm_that_was_killed() throws Exception {
    // given
    var jvm = startTestbedInOtherJvm();
    assertThat(commandLines()).anyMatch(line -> line.contains("kube-apiserver"));

    // when
    jvm.destroyForcibly().waitFor();

    // then
    await().atMost(Duration.ofSeconds(15)).until(() -> processesOfThisTest().isEmpty());
  }

  @Test
  void nothing_outlives_a_jvm_that_was_interrupted() throws Exception {
    // given
    var jvm = startTestbedInOtherJvm();

    // when
    jvm.toHandle().destroy();
    jvm.waitFor();

    // then
    await().atMost(Duration.ofSeconds(15)).until(() -> processesOfThisTest().isEmpty());
  }

  private Process startTestbedInOtherJvm() throws Exception {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var jvm =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OneControlPlane.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
    assertThat(output.readLine()).isEqualTo("up");
    return jvm;
  }

  private ManagedProcess shell(String script) {
    return ManagedProcess.start(Launch.of("script", directory, List.of("bash", "-c", script)));
  }

  private List<String> commandLines() {
    return processesOfThisTest().stream().map(p -> p.info().commandLine().orElse("")).toList();
  }

  /** All that this test started names its folder in its arguments. */
  private List<ProcessHandle> processesOfThisTest() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
        .toList();
  }

  /** What the other JVM runs. */
  static final class OneControlPlane {

    private OneControlPlane() {}

    public static void main(String[] args) throws InterruptedException {
      try (var testbed = Testbed.open(Path.of(args[0]))) {
        var plane = testbed.startControlPlane("only");
        System.out.println(plane.client().getKubernetesVersion() == null ? "down" : "up");
        Thread.currentThread().join();
      }
    }
  }
}
