package io.fedbackup.gitsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as people and programs see it: text, JSON, exit codes. */
class ValidateCommandTest {
  private static final Path EXAMPLES = Path.of("..", "examples", "fleet");

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void one_good_policy() throws IOException {
    write(
        "policies/nightly.yaml",
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: SchedulePolicy
        metadata:
          name: nightly
        spec:
          daily:
            time: "22:30"
        """);
  }

  @Test
  void the_fleet_of_the_examples_is_valid() {
    assertThat(run("validate", EXAMPLES.toString())).isZero();
    assertThat(out.toString()).contains("valid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "pay"})
  void each_team_of_the_examples_may_say_what_is_in_its_folder(String team) {
    assertThat(run("validate", "--strict", "--namespace", "team-" + team, tenant(team))).isZero();
  }

  @Test
  void no_team_may_say_anything_in_the_namespace_of_another() {
    assertThat(run("validate", "--namespace", "team-shop", tenant("pay"))).isEqualTo(1);
    assertThat(out.toString()).contains("team-pay").contains("team-shop");
  }

  private static String tenant(String team) {
    return Path.of("..", "examples", "tenants", "teams", team).toString();
  }

  @Test
  void problems_are_shown_with_their_line_and_a_caret() throws IOException {
    write(
        "schedule.yaml",
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: BackupSchedule
        metadata:
          name: shop
        spec:
          clusters: {names: [east]}
          schedulePolicyRef:
            name: nightly
          locationRef:
            name: nowhere
          template:
            namespaces: [shop]
            timeOut: 6h
        """);

    assertThat(run("validate", "--known", "ApplicationCluster/east", directory.toString()))
        .isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo(
            """
            schedule.yaml:10:11: BackupSchedule/shop: spec.locationRef.name: there is no BackupLocation 'nowhere' [ReferenceNotFound]
               10 |     name: nowhere
                  |           ^
              = correct the name, or add the object
            schedule.yaml:13:5: BackupSchedule/shop: spec.template.timeOut: unknown field 'timeOut' [UnknownField]
               13 |     timeOut: 6h
                  |     ^
              = did you mean 'timeout'? allowed: includeResources, labelSelector, namespaceSelector, namespaces, options, postRuleRef, preRuleRef, resourceTypes, timeout, volumeSnapshotClasses
            2 problems
            """);
  }

  @Test
  void warnings_refuse_only_where_that_is_asked_for() throws IOException {
    write(
        "location.yaml",
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: BackupLocation
        metadata: {name: store}
        spec:
          provider: azure
          azure: {storageAccount: backups, container: team}
          clusters: {selector: {matchLabels: {tier: gold}}}
        """);

    assertThat(run("validate", directory.toString())).isZero();
    assertThat(out.toString()).contains("location.yaml:7:13: warning:", "valid, 1 warning");
    assertThat(run("validate", "--strict", directory.toString())).isEqualTo(1);
  }

  @Test
  void every_format_ends_with_the_same_code() throws IOException {
    write("broken.yml", "a: 1\na: 2\n");

    for (OutputFormat format : OutputFormat.values()) {
      assertThat(run("validate", "-o", format.name(), directory.toString())).isEqualTo(1);
    }
    assertThat(out.toString())
        .contains("::error file=", "<testsuites", "\"2.1.0\"", "\"DuplicateKey\"");
    assertThat(run("apply", "-o", "sarif", directory.toString())).isEqualTo(2);
  }

  @Test
  void json_has_the_same_for_programs() throws IOException {
    write("broken.yml", "a: 1\na: 2\n");

    assertThat(run("validate", "--output", "json", directory.toString())).isEqualTo(1);
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.path("valid").asBoolean()).isFalse();
    assertThat(result.path("totalProblems").asInt()).isEqualTo(1);
    assertThat(result.at("/problems/0/file").asText()).isEqualTo("broken.yml");
    assertThat(result.at("/problems/0/line").asInt()).isEqualTo(2);
    assertThat(result.at("/problems/0/rule").asText()).isEqualTo("DuplicateKey");
  }

  @Test
  void what_is_hidden_or_no_yaml_is_not_read_and_links_are_refused() throws IOException {
    write(".github/workflows/ci.yaml", "on: push\n");
    write("README.md", "# not YAML: {\n");
    assertThat(run("validate", directory.toString())).isZero();

    Files.createSymbolicLink(directory.resolve("link.yaml"), Path.of("/etc/hostname"));
    assertThat(run("validate", directory.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("link.yaml").contains("UnsafeFile");
  }

  @Test
  void control_characters_in_documents_do_not_reach_the_terminal() throws IOException {
    write("evil.yaml", "kind: \"a\\u001b[31mb\"\napiVersion: \"x\\u202ey\"\n");

    run("validate", directory.toString());

    assertThat(out.toString()).doesNotContain("\u001b", "\u202e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiVersion: v1, kind: Secret, stringData: {password: canary-4711}}\n",
        "apiVersion: v1\nkind: Secret\nstringData:\n  password: *canary-4711\n",
        "apiVersion: v1\nkind: Secret\nstringData:\n  password: canary-4711: x\n",
        "apiVersion: v1\nkind: Secrets\nstringData:\n  password: !canary-4711 x\n",
        "apiVersion: v1\nkind: List\nitems: [{kind: Secret, stringData: {password: canary-4711}}]\n",
        "apiVersion: v1\nkind: Secret\nstringData: {a: canary-4711, a: canary-4711}\n",
        "apiVersion: v1\n\tkind: Secret\nstringData: {a: canary-4711}\n",
      })
  void nothing_that_a_secret_holds_is_shown(String secret) throws IOException {
    write("secret.yaml", secret);

    for (OutputFormat format : OutputFormat.values()) {
      assertThat(run("validate", "-o", format.name(), directory.toString())).isEqualTo(1);
    }
    assertThat(out.toString()).contains("secret.yaml").doesNotContain("canary");
  }

  @Test
  void what_cannot_run_ends_with_two_and_one_sentence() {
    assertThat(run("validate", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("is not a directory");
    assertThat(run("validate")).isEqualTo(2);
    assertThat(run("nonsense")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void references_outside_of_the_directory_can_be_named() throws IOException {
    write(
        "location.yaml",
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: BackupLocation
        metadata: {name: store}
        spec:
          provider: azure
          azure: {storageAccount: backups, container: team}
          clusters: {names: [east]}
        """);

    assertThat(run("validate", directory.toString())).isEqualTo(1);
    assertThat(run("validate", "--known", "ApplicationCluster/east", directory.toString()))
        .isZero();
    assertThat(run("validate", "--known", "ApplicationCluster/*", directory.toString())).isZero();
    assertThat(run("validate", "--known", "east", directory.toString())).isEqualTo(2);
  }

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
