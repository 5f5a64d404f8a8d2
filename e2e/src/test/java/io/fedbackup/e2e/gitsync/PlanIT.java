package io.fedbackup.e2e.gitsync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.api.crd.Kinds;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Checkout;
import io.fedbackup.e2e.testbed.Polls;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code fedbackup plan} beside a real API server: exit codes, what is said, and that nothing is
 * written. Each story starts from a fleet that is applied.
 */
@FleetTest(applicationClusters = 0, stork = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanIT {
  private static final String NAMESPACE = "team-plan";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Fleet fleet;
  private final CommandLineTool fedbackup;
  private final String kubeconfig;
  private final Path documents;
  private Map<String, String> before = Map.of();

  PlanIT(Fleet fleet, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
      throws IOException {
    this.fleet = fleet;
    this.fedbackup = new CommandLineTool(directory);
    this.kubeconfig = fleet.backup().kubeconfigFile().toString();
    this.documents = Files.createDirectory(directory.resolve("documents"));
  }

  @BeforeAll
  void appliedFleet() {
    client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .forceConflicts()
        .serverSideApply();
    restore();
    assertThat(fedbackup.run(arguments("apply", "text")).code()).isZero();
    backups();
    gitSync();
  }

  @BeforeEach
  void asApplied() {
    restore();
    before = versions();
  }

  @AfterEach
  void nothing_was_written() {
    assertThat(versions()).isEqualTo(before);
  }

  @Test
  void what_is_applied_already_is_no_change() {
    var run = plan("text");

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).doesNotContain("\u001b");
    assertThat(json(plan("json")).get("changes")).isEmpty();
  }

  @Test
  void a_new_schedule_is_shown_field_by_field_with_the_clusters_that_become_protected() {
    write("orders.yaml", schedule("orders", "orders", "names: [shop-eu]"));

    var run = plan("json");

    assertThat(run.code()).isEqualTo(3);
    var plan = json(run);
    assertThat(plan.get("verdict").asText()).isEqualTo("changes");
    var change = plan.get("changes").get(0);
    assertThat(change.get("action").asText()).isEqualTo("created");
    assertThat(change.get("name").asText()).isEqualTo("orders");
    // the last one is a default of the API server
    assertThat(change.findValuesAsText("path"))
        .contains("spec.locationRef.name", "spec.template.namespaces", "spec.reclaimPolicy");
    assertThat(effects(plan, "StartsProtection")).containsExactly("shop-eu");
  }

  @Test
  void a_removed_schedule_is_dangerous_and_its_clusters_come_first() throws IOException {
    Files.delete(documents.resolve("schedule.yaml"));

    var kept = plan("json");
    var pruned = plan("json", "--prune", "--prune-maximum", "100");
    var tooMuch = plan("json", "--prune", "--prune-maximum", "0");
    Files.delete(documents.resolve("clusters.yaml"));
    var guarded = plan("json", "--prune", "--known", "ApplicationCluster/*");

    assertThat(kept.code()).isZero();
    assertThat(json(kept).get("notRemoved").asInt()).isEqualTo(1);
    assertThat(tooMuch.code()).isEqualTo(4);
    assertThat(guarded.code()).isEqualTo(4);
    assertThat(json(guarded).at("/confirmation/removals").asInt()).isEqualTo(3);
    assertThat(pruned.code()).isEqualTo(4);
    var plan = json(pruned);
    assertThat(plan.at("/changes/0/action").asText()).isEqualTo("removed");
    assertThat(plan.at("/consequences/0/effect").asText()).isEqualTo("EndsProtection");
    assertThat(effects(plan, "EndsProtection")).containsExactly("shop-eu", "shop-us");
  }

  @Test
  void a_narrowed_selection_names_the_cluster_that_loses_protection_first() {
    write("schedule.yaml", schedule("shop", "shop", "names: [shop-eu]"));

    var text = plan("text");
    var markdown = plan("markdown");

    assertThat(text.code()).isEqualTo(4);
    assertThat(text.out().lines().findFirst())
        .hasValueSatisfying(
            it -> assertThat(it).contains("DANGEROUS").contains(NAMESPACE + "/shop-us"));
    assertThat(markdown.code()).isEqualTo(4);
    assertThat(markdown.out())
        .startsWith("<!-- fedbackup-plan -->")
        .contains("| **dangerous** | " + NAMESPACE + "/shop-us |");
  }

  @Test
  void shorter_retention_names_the_backups_that_would_go() {
    write("policy.yaml", policy(1));

    var run = plan("json");

    assertThat(run.code()).isEqualTo(4);
    var first = json(run).get("consequences").get(0);
    assertThat(first.get("effect").asText()).isEqualTo("DestroysBackups");
    assertThat(first.at("/cluster/name").asText()).isEqualTo("shop-eu");
    assertThat(first.get("items"))
        .extracting(JsonNode::asText)
        .containsExactly(backup(1), backup(2));
  }

  @Test
  void as_a_git_sync_it_prunes_what_that_one_owns_and_says_what_it_takes_over() {
    var run =
        fedbackup.run(
            "plan",
            "--kubeconfig",
            kubeconfig,
            "--git-sync",
            NAMESPACE + "/fleet",
            "--output",
            "json",
            documents.toString());

    assertThat(run.code()).isEqualTo(3);
    var plan = json(run);
    assertThat(plan.get("changes"))
        .filteredOn(it -> it.get("action").asText().equals("removed"))
        .singleElement()
        .satisfies(it -> assertThat(it.get("name").asText()).isEqualTo("old"));
    assertThat(plan.get("notes"))
        .hasSize(5)
        .allSatisfy(it -> assertThat(it.asText()).contains(NAMESPACE + "/default"));
  }

  @Test
  void an_account_that_may_not_see_backups_is_told_that_this_is_not_known() {
    write("policy.yaml", policy(2));
    var restricted = account("fedbackup-plan-blind", "backups, ");

    var run = fedbackup.run(arguments("plan", "json", "--kubeconfig", restricted));

    assertThat(run.code()).isEqualTo(4);
    var plan = json(run);
    assertThat(plan.get("unknown")).hasSize(1);
    assertThat(plan.at("/unknown/0").asText()).contains("backups").contains(NAMESPACE);
    assertThat(plan.get("notes")).isNotEmpty();
  }

  @Test
  void the_account_of_the_examples_may_plan_and_cannot_write() {
    write("orders.yaml", schedule("orders", "orders", "names: [shop-eu]"));
    var account = account("fedbackup-plan", "nothing, ");

    Awaitility.await("its writes are refused")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Polls.RARER_AND_RARER)
        .untilAsserted(() -> assertThat(mayWrite(account)).isFalse());
    var run = fedbackup.run(arguments("plan", "json", "--kubeconfig", account));

    assertThat(run.code()).isEqualTo(3);
    assertThat(json(run).get("unknown")).isEmpty();
  }

  /** Tries to write; what it could write is removed again. */
  private boolean mayWrite(String account) {
    var probe = load(policy(9).replace("name: hourly", "name: probe")).getFirst();
    try (var client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(new File(account)))
            .build()) {
      client.resource(probe).create();
    } catch (KubernetesClientException e) {
      return false;
    }
    client().resource(probe).delete();
    return true;
  }

  /**
   * An account as the examples make it, under another name.
   *
   * @param without what is left out of its rights
   */
  private String account(String name, String without) {
    var example = Checkout.find().path("examples/ci/plan-account.yaml");
    try {
      var text =
          Files.readString(example)
              .replace("name: fedbackup-plan\n", "name: " + name + "\n")
              .replace("team-shop", NAMESPACE)
              .replaceFirst(without, "");
      client()
          .load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
          .items()
          .forEach(it -> client().resource(it).forceConflicts().serverSideApply());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var token =
        client()
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName(name)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    var file = documents.resolveSibling(name + ".kubeconfig");
    write(file, fleet.backup().kubeconfigWithToken(token));
    return file.toString();
  }

  @Test
  void what_is_broken_is_refused_with_file_and_line() {
    write("broken.yaml", policy(3).replace("minutes: 60", "minuets: 60"));

    var run = plan("json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(json(run).at("/problems/0/file").asText()).isEqualTo("broken.yaml");
    assertThat(plan("markdown").out()).contains("broken.yaml:");
  }

  @Test
  void without_an_api_server_it_could_not_run() {
    var dead = documents.resolveSibling("dead.kubeconfig");
    var server = fleet.backup().server().toString();
    write(dead, fleet.backup().kubeconfig().replace(server, "https://127.0.0.1:1"));

    var run = fedbackup.run(arguments("plan", "text", "--kubeconfig", dead.toString()));
    var noSync =
        fedbackup.run(
            "plan",
            "--kubeconfig",
            kubeconfig,
            "--git-sync",
            NAMESPACE + "/nobody",
            documents.toString());

    assertThat(List.of(run, noSync))
        .allSatisfy(it -> assertThat(it.code()).isEqualTo(2))
        .allSatisfy(it -> assertThat(it.out()).isEmpty())
        .allSatisfy(it -> assertThat(it.err().lines()).hasSize(1));
    assertThat(run.err()).contains("127.0.0.1:1");
    assertThat(noSync.err()).contains("nobody");
  }

  private CommandLineTool.Run plan(String output, String... more) {
    var arguments = new ArrayList<>(List.of(arguments("plan", output)));
    arguments.addAll(List.of(more));
    return fedbackup.run(arguments.toArray(String[]::new));
  }

  private String[] arguments(String command, String output) {
    return arguments(command, output, "--kubeconfig", kubeconfig);
  }

  private String[] arguments(String command, String output, String option, String value) {
    return new String[] {
      command, option, value, "--namespace", NAMESPACE, "--output", output, documents.toString()
    };
  }

  private void restore() {
    try (var files = Files.list(documents)) {
      files.forEach(PlanIT::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write("clusters.yaml", cluster("shop-eu") + "---\n" + cluster("shop-us"));
    write("location.yaml", location());
    write("policy.yaml", policy(3));
    write("schedule.yaml", schedule("shop", "shop", "names: [shop-eu, shop-us]"));
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String file, String text) {
    write(documents.resolve(file), text);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A GitSync that nobody runs, and one object of its own. */
  private void gitSync() {
    var text =
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: GitSync
        metadata: {name: fleet, namespace: team-plan}
        spec:
          url: https://git.example.com/team-plan/fleet.git
          ref: {branch: main}
          prune: {enabled: true}
        ---
        apiVersion: fedbackup.io/v1alpha1
        kind: SchedulePolicy
        metadata:
          name: old
          namespace: team-plan
          labels: {fedbackup.io/git-sync-namespace: team-plan, fedbackup.io/git-sync-name: fleet}
        spec: {daily: {time: "22:30"}}
        """;
    load(text).forEach(it -> client().resource(it).create());
    status(
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: GitSync
        metadata: {name: fleet, namespace: team-plan}
        status:
          inventory:
            entries:
            - {apiVersion: fedbackup.io/v1alpha1, kind: SchedulePolicy, namespace: team-plan, name: old}
        """);
  }

  /** What a cluster's Stork made under the schedule so far, as the reconciler mirrors it. */
  private void backups() {
    status(
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: BackupSchedule
        metadata: {name: shop, namespace: team-plan}
        status:
          clusters:
          - {namespace: team-plan, name: shop-eu, state: Scheduled, instructions: [{part: "", name: shop-abc, uid: u}]}
        """);
    for (int i = 0; i < 4; i++) {
      var text =
          """
          apiVersion: fedbackup.io/v1alpha1
          kind: Backup
          metadata: {name: %s, namespace: team-plan}
          spec:
            clusterRef: {name: shop-eu}
            locationRef: {name: backups}
            reclaimPolicy: Delete
            namespaces: [shop]
          """
              .formatted(backup(i));
      load(text).forEach(it -> client().resource(it).create());
      status(
          """
          apiVersion: fedbackup.io/v1alpha1
          kind: Backup
          metadata: {name: %s, namespace: team-plan}
          status: {phase: Success}
          """
              .formatted(backup(i)));
    }
  }

  /** The oldest is 0; with three retained, it goes anyhow when the next one is made. */
  private static String backup(int number) {
    return "shop-abc-interval-2026-11-01-0%d0000".formatted(number);
  }

  private void status(String text) {
    var context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("stands-in-for-the-reconciler")
            .withForce(true)
            .build();
    load(text).forEach(it -> client().resource(it).subresource("status").patch(context));
  }

  private List<GenericKubernetesResource> load(String text) {
    return client()
        .load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .items()
        .stream()
        .map(it -> JSON.convertValue(it, GenericKubernetesResource.class))
        .toList();
  }

  /** All objects of all kinds, with their resource versions. */
  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    for (var kind : Kinds.ALL) {
      client()
          .resources(kind)
          .inNamespace(NAMESPACE)
          .list()
          .getItems()
          .forEach(
              it ->
                  versions.put(
                      kind.getSimpleName() + "/" + it.getMetadata().getName(),
                      it.getMetadata().getResourceVersion()));
    }
    return versions;
  }

  private KubernetesClient client() {
    return fleet.backup().client();
  }

  private static List<String> effects(JsonNode plan, String effect) {
    return IntStream.range(0, plan.get("consequences").size())
        .mapToObj(plan.get("consequences")::get)
        .filter(it -> it.get("effect").asText().equals(effect))
        .map(it -> it.at("/cluster/name").asText())
        .toList();
  }

  private static String cluster(String name) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: ApplicationCluster
    metadata: {name: %1$s, namespace: team-plan}
    spec: {access: {kubeconfigSecretRef: {name: %1$s-kubeconfig}}}
    """
        .formatted(name);
  }

  private static String location() {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: BackupLocation
    metadata: {name: backups, namespace: team-plan}
    spec:
      provider: azure
      azure: {storageAccount: shopbackups, container: team-shop}
      clusters: {names: [shop-eu, shop-us]}
    """;
  }

  private static String policy(int retain) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: SchedulePolicy
    metadata: {name: hourly, namespace: team-plan}
    spec: {interval: {minutes: 60, retain: %d}}
    """
        .formatted(retain);
  }

  private static String schedule(String name, String namespace, String clusters) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: BackupSchedule
    metadata: {name: %s, namespace: team-plan}
    spec:
      clusters: {%s}
      schedulePolicyRef: {name: hourly}
      locationRef: {name: backups}
      template: {namespaces: [%s]}
    """
        .formatted(name, clusters, namespace);
  }

  private static JsonNode json(CommandLineTool.Run run) {
    try {
      return JSON.readTree(run.out());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + run.out() + run.err(), e);
    }
  }
}
