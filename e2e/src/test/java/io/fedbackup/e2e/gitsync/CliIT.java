package io.fedbackup.e2e.gitsync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fedbackup.api.v1alpha1.DriftEntryBuilder;
import io.fedbackup.api.v1alpha1.DriftLayer;
import io.fedbackup.api.v1alpha1.DriftReport;
import io.fedbackup.api.v1alpha1.DriftReportStatusBuilder;
import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/fedbackup} in a shell: exit codes, what is printed, and what is on the cluster. */
@FleetTest(applicationClusters = 0, stork = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CliIT {

  private static final String NAMESPACE = "team-shop";
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Fleet fleet;
  private final CommandLineTool fedbackup;
  private final String kubeconfig;

  CliIT(Fleet fleet, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    this.fleet = fleet;
    this.fedbackup = new CommandLineTool(directory);
    this.kubeconfig = fleet.backup().kubeconfigFile().toString();
  }

  @BeforeAll
  void team() {
    fleet
        .backup()
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .forceConflicts()
        .serverSideApply();
  }

  @Test
  void help_is_there_in_less_than_a_second_once_the_cache_is_written() {
    // given
    assertThat(fedbackup.run("--help").code()).isZero();

    // when
    var runs = IntStream.range(0, 5).mapToObj(_ -> fedbackup.run("--help")).toList();

    // then the quickest counts: the others shared the machine
    assertThat(runs)
        .allSatisfy(run -> assertThat(run.code()).isZero())
        .allSatisfy(run -> assertThat(run.out()).contains("validate", "apply"))
        .allSatisfy(run -> assertThat(run.err()).isEmpty());
    assertThat(runs.stream().map(CommandLineTool.Run::duration).min(Duration::compareTo))
        .hasValueSatisfying(it -> assertThat(it).isLessThan(A_SECOND));
  }

  @Test
  void what_is_valid_is_applied_once_and_unchanged_the_second_time(@TempDir Path documents)
      throws IOException {
    // given
    Files.writeString(documents.resolve("good.yaml"), policy("applied"));
    assertThat(fedbackup.run("validate", documents.toString()).code()).isZero();

    // when
    var first = apply(documents, "text");
    var version = version("applied");
    var second = apply(documents, "json");

    // then
    assertThat(first.code()).isZero();
    assertThat(first.out()).contains("SchedulePolicy").contains("applied");
    assertThat(second.code()).isZero();
    assertThat(json(second.out()).get("applied")).isEmpty();
    assertThat(json(second.out()).get("unchanged")).hasSize(1);
    assertThat(version("applied")).isEqualTo(version);
  }

  @Test
  void what_is_refused_is_named_by_place_field_and_rule_and_nothing_beside_it_is_applied(
      @TempDir Path documents) throws IOException {
    // given
    writeBadDocuments(documents);

    // when
    var run = apply(documents, "json");

    // then
    assertThat(run.code()).isEqualTo(1);
    var problems = json(run.out()).get("problems");
    assertThat(BadDocument.all())
        .allSatisfy(
            bad ->
                assertThat(problems)
                    .filteredOn(it -> it.get("file").asText().equals(bad.name() + ".yaml"))
                    .filteredOn(it -> !it.get("rule").asText().equals("ReferenceNotFound"))
                    .singleElement()
                    .satisfies(it -> assertThat(it.get("line").asInt()).isEqualTo(bad.line()))
                    .satisfies(it -> assertThat(it.get("field").asText()).isEqualTo(bad.field()))
                    .satisfies(it -> assertThat(it.get("rule").asText()).isEqualTo(bad.rule()))
                    .satisfies(it -> assertThat(it.get("message").asText()).isNotBlank()));
    assertThat(run.out()).doesNotContain("canary");
    assertThat(policyOnCluster("beside")).isNull();
  }

  @Test
  void validate_shows_all_problems_at_once_with_their_lines(@TempDir Path documents)
      throws IOException {
    // given
    writeBadDocuments(documents);

    // when
    var run =
        fedbackup.run(
            "validate",
            "--known",
            "ApplicationCluster/any",
            "--known",
            "BackupLocation/any",
            documents.toString());

    // then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(BadDocument.all())
        .allSatisfy(
            bad ->
                assertThat(run.out())
                    .containsPattern("(?m)^%s\\.yaml:%d:".formatted(bad.name(), bad.line())));
    assertThat(run.out()).doesNotContain("good.yaml:").doesNotContain("canary");
  }

  @Test
  void a_command_that_cannot_run_says_why_in_one_sentence(@TempDir Path documents)
      throws IOException {
    // given
    Files.writeString(documents.resolve("good.yaml"), policy("nowhere"));
    var dead = documents.resolve("dead.kubeconfig");
    var server = fleet.backup().server().toString();
    Files.writeString(dead, fleet.backup().kubeconfig().replace(server, "https://127.0.0.1:1"));

    // when
    var noServer = fedbackup.run("apply", "--kubeconfig", dead.toString(), documents.toString());
    var noKubeconfig =
        fedbackup.run("apply", "--kubeconfig", "nowhere.kubeconfig", documents.toString());
    var noDirectory = fedbackup.run("validate", documents.resolve("nothing").toString());
    var wrongUsage = fedbackup.run("validate", "--no-such-option", documents.toString());

    // then
    assertThat(List.of(noServer, noKubeconfig, noDirectory))
        .allSatisfy(run -> assertThat(run.code()).isEqualTo(2))
        .allSatisfy(run -> assertThat(run.out()).isEmpty())
        .allSatisfy(run -> assertThat(run.err().lines()).hasSize(1))
        .allSatisfy(run -> assertThat(run.err()).startsWith("fedbackup: ").doesNotContain("\tat "));
    assertThat(noServer.err()).contains("127.0.0.1:1");
    assertThat(noDirectory.err()).contains("nothing");
    assertThat(wrongUsage.code()).isEqualTo(2);
    assertThat(wrongUsage.err()).contains("--no-such-option").doesNotContain("\tat ");
  }

  @Test
  void drift_prints_reports_in_each_format_and_ends_with_3_where_something_differs() {
    // given
    var client = fleet.backup().client();
    var report = new DriftReport();
    report.getMetadata().setNamespace(NAMESPACE);
    report.getMetadata().setName("gitsync-of-the-test");
    var created = client.resource(report).create();
    created.setStatus(
        DriftReportStatusBuilder.builder()
            .entries(
                List.of(
                    DriftEntryBuilder.builder()
                        .layer(DriftLayer.GIT)
                        .kind("SchedulePolicy")
                        .namespace(NAMESPACE)
                        .name("nightly")
                        .type(DriftType.MISSING)
                        .detectedAt("2026-11-25T09:14:07Z")
                        .build()))
            .build());
    client.resource(created).updateStatus();

    // when
    var text = drift("--namespace", NAMESPACE);
    var json = drift("--all-namespaces", "--output", "json");
    var html = drift("--namespace", NAMESPACE, "--output", "html");
    client.resource(created).delete();
    var nothing = drift("--namespace", NAMESPACE, "--output", "markdown");
    var wrong = drift("--namespace", NAMESPACE, "--all-namespaces");

    // then
    assertThat(List.of(text, json, html)).allSatisfy(run -> assertThat(run.code()).isEqualTo(3));
    assertThat(text.out()).contains("Missing", NAMESPACE + "/nightly", "2026-11-25T09:14:07Z");
    assertThat(json(json.out()).path("differing").asInt()).isEqualTo(1);
    assertThat(html.out()).startsWith("<!DOCTYPE html>").contains("nightly");
    assertThat(nothing.code()).isZero();
    assertThat(wrong.code()).isEqualTo(2);
  }

  private static void writeBadDocuments(Path documents) throws IOException {
    for (var bad : BadDocument.all()) {
      Files.writeString(documents.resolve(bad.name() + ".yaml"), bad.text());
    }
    Files.writeString(documents.resolve("good.yaml"), policy("beside"));
  }

  private CommandLineTool.Run drift(String... options) {
    return fedbackup.run(
        Stream.concat(Stream.of("drift", "--kubeconfig", kubeconfig), Stream.of(options))
            .toArray(String[]::new));
  }

  private CommandLineTool.Run apply(Path documents, String output) {
    return fedbackup.run(
        "apply",
        "--kubeconfig",
        kubeconfig,
        "--namespace",
        NAMESPACE,
        "--output",
        output,
        documents.toString());
  }

  private static String policy(String name) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: SchedulePolicy
    metadata: {name: %s, namespace: team-shop}
    spec:
      interval: {minutes: 60, retain: 3}
    """
        .formatted(name);
  }

  private String version(String name) {
    return policyOnCluster(name).getMetadata().getResourceVersion();
  }

  private SchedulePolicy policyOnCluster(String name) {
    return fleet
        .backup()
        .client()
        .resources(SchedulePolicy.class)
        .inNamespace(NAMESPACE)
        .withName(name)
        .get();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
