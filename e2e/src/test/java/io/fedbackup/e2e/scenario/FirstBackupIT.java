package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@FleetTest(applicationClusters = 2)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstBackupIT {

  private static final Duration REST = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static Team team;

  @BeforeAll
  static void admit(Fleet fleet, Testbed testbed) {
    team = Team.on(fleet, testbed, directory);
  }

  @AfterAll
  static void stop() {
    team.close();
  }

  @Test
  @Order(1)
  void what_kubectl_applies_becomes_a_backup_of_each_cluster() {
    // given
    team.installation().reconciler().startAndAwaitReady();

    // when
    team.apply(Intent.all(team.fleet()));

    // then
    for (var cluster : team.fleet().applications()) {
      Eventually.found(
          cluster.name() + " is Active", () -> team.ask().activeCluster(cluster.name()));
      Eventually.found(
          "the location is Valid on " + cluster.name(),
          () ->
              team.ask()
                  .locationOn("backups", cluster.name())
                  .filter(it -> it.state() == LocationState.VALID));
      var backup = team.awaitSuccess(cluster);
      assertThat(team.fleet().blobs())
          .as("four objects below the path that the Backup tells")
          .filteredOn(blob -> blob.startsWith(backup.getStatus().path()))
          .hasSize(4);
      assertThat(Team.storkBackups(cluster)).hasSize(1);
    }
  }

  @Test
  @Order(2)
  void at_rest_nobody_is_asked_anything() {
    var served =
        new ServedRequests(
            team.fleet().backup(), "fedbackup", "fedbackup-reconciler", "fedbackup.io", "");
    var clusters =
        team.fleet().applications().stream()
            .map(it -> new ServedRequests(it.controlPlane(), "portworx", "fedbackup", "*"))
            .toList();

    var all = new ArrayList<>(clusters);
    all.add(served);
    // watches that were there before are not counted, new requests are; whether a cluster is still
    // there is asked less often than that
    Awaitility.await("rest")
        .during(REST)
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> all.stream().mapToLong(ServedRequests::newOnes).sum() == 0);
  }

  @Test
  @Order(3)
  void operators_see_health_metrics_and_lines_that_name_cluster_and_object() {
    var reconciler = team.installation().reconciler();
    assertThat(reconciler.status("/healthz")).isEqualTo(200);
    assertThat(reconciler.status("/readyz")).isEqualTo(200);
    assertThat(reconciler.metrics()).contains("fedbackup_");

    var lines =
        reconciler
            .logText()
            .lines()
            .filter(it -> !it.isBlank())
            .map(FirstBackupIT::parsed)
            .toList();
    assertThat(ofWork(lines)).isNotEmpty();
    for (var line : ofWork(lines)) {
      assertThat(line.path("namespace").asText() + "/" + line.path("name").asText())
          .as("object of: %s", line)
          .matches("team-shop/.+");
      assertThat(line.path("kind").asText()).as("kind of: %s", line).isNotBlank();
    }
    for (var cluster : team.fleet().applications()) {
      assertThat(ofWork(lines))
          .filteredOn(it -> it.path("message").asText().contains(cluster.name()))
          .isNotEmpty()
          .allSatisfy(
              it ->
                  assertThat(it.path("cluster").asText()).isEqualTo("team-shop/" + cluster.name()));
    }
    assertThat(lines)
        .extracting(it -> it.path("level").asText())
        .as("nothing went wrong, so nothing is said")
        .doesNotContain("ERROR");
  }

  /** Lines of work on an object; those of start and end have none. */
  private static List<JsonNode> ofWork(List<JsonNode> lines) {
    return lines.stream()
        .filter(it -> it.path("logger_name").asText().startsWith("io.fedbackup."))
        .filter(it -> !it.path("logger_name").asText().startsWith("io.fedbackup.reconciler.app."))
        .toList();
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a line that is no JSON: " + line, e);
    }
  }
}
