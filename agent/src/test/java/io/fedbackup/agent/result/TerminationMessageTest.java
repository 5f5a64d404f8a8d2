package io.fedbackup.agent.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.agent.result.ValidationResult.Identity;
import io.fedbackup.agent.result.ValidationResult.Marker;
import io.fedbackup.agent.result.ValidationResult.Verdict;
import io.fedbackup.agent.store.FailureReason;
import io.fedbackup.agent.store.ObjectLock;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminationMessageTest {

  private final Redactor redactor = new Redactor();
  private final TerminationMessage message = new TerminationMessage(Path.of("unused"), redactor);

  @Test
  void a_failure_has_the_fields_of_the_contract() throws IOException {
    var json = encode("no role", "assign it");

    assertThat(json.properties())
        .extracting(entry -> entry.getKey())
        .containsExactly(
            "verb",
            "verdict",
            "reason",
            "message",
            "remedy",
            "identity",
            "objectLock",
            "marker",
            "durationMillis");
    assertThat(json.path("verb").asText()).isEqualTo("validate");
    assertThat(json.path("verdict").asText()).isEqualTo("Failed");
    assertThat(json.path("reason").asText()).isEqualTo("RoleMissing");
    assertThat(json.path("identity").path("clientID").asText()).isEqualTo("client");
    assertThat(json.path("identity").path("tenantID").asText()).isEqualTo("tenant");
    assertThat(json.path("objectLock").path("enabled").asBoolean()).isTrue();
    assertThat(json.path("marker").asText()).isEqualTo("skipped");
    assertThat(json.path("durationMillis").asLong()).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"", "\\", "\u0001", "ü", "日", "🚧"})
  void it_never_exceeds_what_a_kubelet_keeps(String character) throws IOException {
    var endless = character.repeat(20_000);

    var bytes = message.encode(result(endless, endless, "c".repeat(128)));

    assertThat(bytes).hasSizeLessThanOrEqualTo(TerminationMessage.LIMIT);
    assertThat(new ObjectMapper().readTree(bytes).path("reason").asText()).isEqualTo("RoleMissing");
  }

  @Test
  void the_message_is_cut_before_the_remedy() throws IOException {
    var json =
        new ObjectMapper()
            .readTree(message.encode(result("日".repeat(512), "日".repeat(512), "日".repeat(500))));

    assertThat(json.path("remedy").asText()).hasSize(512);
    assertThat(json.path("message").asText()).hasSizeLessThan(512).endsWith("…");
  }

  @Test
  void tokens_are_hidden_before_anything_is_cut() throws IOException {
    redactor.hide("canary-" + "x".repeat(40));

    var json = encode("y".repeat(500) + "canary-" + "x".repeat(40), "r");

    assertThat(json.path("message").asText()).doesNotContain("canary");
  }

  private JsonNode encode(String text, String remedy) throws IOException {
    return new ObjectMapper().readTree(message.encode(result(text, remedy, "client")));
  }

  private static ValidationResult result(String text, String remedy, String client) {
    return new ValidationResult(
        "validate",
        Verdict.Failed,
        FailureReason.RoleMissing,
        text,
        remedy,
        new Identity(client, "tenant"),
        new ObjectLock(true, "", false),
        Marker.skipped,
        12);
  }
}
