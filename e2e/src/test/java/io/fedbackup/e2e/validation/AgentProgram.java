package io.fedbackup.e2e.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.e2e.testbed.Launch;
import io.fedbackup.e2e.testbed.ManagedProcess;
import io.fedbackup.e2e.testbed.SmallJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The agent, started as a process with nothing in its environment but what a test gives it. */
final class AgentProgram {

  static final String MARKER = "fedbackup/0123456789";

  private static final Path JAR = Path.of("..", "agent", "target", "fedbackup-agent.jar");
  private static final int MEGABYTES = 192;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final Map<String, String> environment;

  private AgentProgram(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /** An agent whose files lie in this directory. */
  static AgentProgram in(Path directory) {
    return new AgentProgram(
        directory,
        Map.of("FEDBACKUP_TERMINATION_LOG", directory.resolve("termination-log").toString()));
  }

  AgentProgram with(String variable, String value) {
    var all = new LinkedHashMap<>(environment);
    all.put(variable, value);
    return new AgentProgram(directory, all);
  }

  AgentProgram without(String variable) {
    var all = new LinkedHashMap<>(environment);
    all.remove(variable);
    return new AgentProgram(directory, all);
  }

  /** Runs {@code validate} to its end. */
  Run validate(String account, String container, String... options) {
    var launch =
        Launch.of("agent", directory, command(account, container, options))
            .withOnlyEnvironment(environment);
    try (var process = ManagedProcess.start(launch)) {
      var exit = process.waitFor(LIMIT);
      var log = process.logTail(64 * 1024);
      assertThat(exit).as(log).hasValue(0);
      return run(log);
    }
  }

  private Run run(String log) {
    try {
      var bytes = Files.readAllBytes(directory.resolve("termination-log"));
      assertThat(bytes).hasSizeLessThanOrEqualTo(4096);
      var run = new Run(JSON.readTree(bytes), log);
      var tokenFile = Path.of(environment.getOrDefault("AZURE_FEDERATED_TOKEN_FILE", "/none"));
      if (Files.exists(tokenFile)) {
        run.assertWithout(Files.readString(tokenFile));
      }
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(String account, String container, String... options) {
    assertThat(JAR).as("built by mvn package").exists();
    var command = new ArrayList<>(SmallJvm.jar(JAR, MEGABYTES));
    command.addAll(
        List.of("validate", "--account", account, "--container", container, "--marker", MARKER));
    command.addAll(List.of(options));
    return command;
  }

  /**
   * What a run left.
   *
   * @param result the termination message
   * @param log standard error
   */
  record Run(JsonNode result, String log) {

    void assertValid() {
      assertThat(result.path("verdict").asText()).as(result.toString()).isEqualTo("Valid");
      assertThat(result.has("reason")).isFalse();
    }

    /** Failed for the reason; message and remedy together name these. */
    void assertFailed(String reason, String... named) {
      assertThat(result.path("verdict").asText()).as(result.toString()).isEqualTo("Failed");
      assertThat(result.path("reason").asText()).as(result.toString()).isEqualTo(reason);
      assertThat(result.path("message").asText()).isNotBlank();
      assertThat(result.path("remedy").asText()).isNotBlank();
      assertThat(result.path("message").asText() + " " + result.path("remedy").asText())
          .contains(named);
    }

    /** Neither that token nor anything like one is in what people see. */
    void assertWithout(String token) {
      assertThat(result + log).doesNotContain(token, "eyJ");
    }
  }
}
