package io.fedbackup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentMainTest {

  private static final String[] GOOD = {
    "validate", "--account", "acme", "--container", "backups", "--marker", "fedbackup/0123456789"
  };

  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter err = new StringWriter();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @TempDir private Path directory = Path.of("set by JUnit");

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void a_pod_without_a_token_gets_a_verdict_in_the_termination_message() throws IOException {
    environment.put("FEDBACKUP_TERMINATION_LOG", log().toString());
    environment.put("AZURE_CLIENT_ID", "11111111-2222-3333-4444-555555555555");

    assertThat(run(GOOD)).isZero();

    var result = new ObjectMapper().readTree(log().toFile());
    assertThat(result.path("verdict").asText()).isEqualTo("Failed");
    assertThat(result.path("reason").asText()).isEqualTo("TokenNotProjected");
    assertThat(result.path("message").asText()).contains("AZURE_FEDERATED_TOKEN_FILE");
    assertThat(result.path("identity").path("clientID").asText()).startsWith("11111111");
    assertThat(result.has("objectLock")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "--account,Acme,storage account",
    "--account,acme.evil.example,storage account",
    "--container,a/b,container",
    "--container,$root,container",
    "--marker,shop/daily/uid,--marker",
    "--marker,fedbackup/../shop,--marker",
    "--environment,MoonCloud,AzurePublicCloud",
    "--timeout,soon,1m30s",
    "--timeout,0s,--timeout"
  })
  void unusable_options_are_refused_by_name_without_a_verdict(
      String option, String value, String named) {
    environment.put("FEDBACKUP_TERMINATION_LOG", log().toString());

    assertThat(run(with(option, value))).isEqualTo(1);

    assertThat(err.toString()).contains(named);
    assertThat(log()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "FEDBACKUP_BLOB_ENDPOINT,https://blob.example/",
    "FEDBACKUP_BLOB_ENDPOINT,http://{account}.blob.example/",
    "AZURE_AUTHORITY_HOST,http://login.example/",
    "FEDBACKUP_CA_BUNDLE,no certificate"
  })
  void an_unusable_environment_is_refused_by_name_without_a_verdict(String name, String value) {
    environment.put(name, value);

    assertThat(run(GOOD)).isEqualTo(1);

    assertThat(err.toString()).contains(name);
  }

  @Test
  void a_termination_message_that_cannot_be_written_is_no_verdict() {
    environment.put("FEDBACKUP_TERMINATION_LOG", directory.resolve("no/such").toString());

    assertThat(run(GOOD)).isEqualTo(1);

    assertThat(err.toString()).contains("no verdict", "no/such");
  }

  @Test
  void without_a_verb_the_usage_is_shown() {
    assertThat(run()).isEqualTo(1);

    assertThat(err.toString()).contains("validate");
  }

  private static String[] with(String option, String value) {
    var args = new String[GOOD.length + 2];
    System.arraycopy(GOOD, 0, args, 0, GOOD.length);
    for (var i = 0; i < GOOD.length; i++) {
      if (GOOD[i].equals(option)) {
        args[i + 1] = value;
        return Arrays.copyOf(args, GOOD.length);
      }
    }
    args[GOOD.length] = option;
    args[GOOD.length + 1] = value;
    return args;
  }

  private Path log() {
    return directory.resolve("termination-log");
  }

  private int run(String... args) {
    return AgentMain.run(
        new Surroundings(environment, Clock.systemUTC(), executor),
        new PrintWriter(err, true),
        args);
  }
}
