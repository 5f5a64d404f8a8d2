package io.fedbackup.gitsync.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.report.Severity;
import io.fedbackup.gitsync.validate.Scope;
import io.fedbackup.gitsync.validate.SourceDocuments;
import io.fedbackup.gitsync.validate.Validated;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What documents mean together: warnings, as people see them. */
class FleetRulesTest {
  private static final String EAST = cluster("east", "{tier: gold}");
  private static final String WEST = cluster("west", "{tier: tin}");
  private static final String POLICY =
      object("SchedulePolicy", "nightly", "{daily: {time: '22:30'}}");
  private static final String STORE =
      location("store", "team", "{selector: {matchLabels: {tier: gold}}}");

  @Test
  void a_fleet_that_fits_together_has_no_warning() {
    assertThat(warnings(EAST, WEST, POLICY, STORE, schedule("shop", "{names: [east]}", "[shop]")))
        .isEmpty();
  }

  @Test
  void a_schedule_that_selects_no_cluster_is_a_warning_and_refuses_nothing() {
    Validated validated =
        validate(
            EAST,
            POLICY,
            STORE,
            schedule("shop", "{selector: {matchLabels: {tier: gld}}}", "[shop]"));

    assertThat(validated.isValid()).isTrue();
    assertThat(validated.warnings())
        .extracting(Problem::rule, Problem::severity, Problem::field)
        .containsExactly(tuple(Rule.SELECTS_NO_CLUSTER, Severity.WARNING, "spec.clusters"));
    assertThat(validated.warnings().getFirst().place().line()).isPositive();
  }

  @Test
  void all_clusters_are_selected_by_the_label_that_every_one_has() {
    String all =
        "{selector: {matchExpressions: [{key: fedbackup.io/cluster-name, operator: Exists}]}}";

    assertThat(warnings(EAST, POLICY, STORE, schedule("shop", all, "[shop]"))).isEmpty();
  }

  @Test
  void a_cluster_that_is_elsewhere_is_not_missed() {
    assertThat(warnings(POLICY, location("store", "team", "{names: [far]}"))).isEmpty();
  }

  @Test
  void a_location_that_nobody_may_use_is_a_warning() {
    assertThat(warnings(WEST, STORE))
        .extracting(Problem::rule, Problem::object)
        .containsExactly(tuple(Rule.UNUSABLE_LOCATION, "BackupLocation/store"));
  }

  @Test
  void a_schedule_on_clusters_that_its_location_leaves_out_is_a_warning() {
    List<Problem> warnings =
        warnings(EAST, WEST, POLICY, STORE, schedule("shop", "{names: [east, west]}", "[shop]"));

    assertThat(warnings)
        .extracting(Problem::rule, Problem::field)
        .containsExactly(tuple(Rule.UNUSABLE_LOCATION, "spec.locationRef.name"));
    assertThat(warnings.getFirst().message()).contains("west").doesNotContain("east");
  }

  @Test
  void two_schedules_that_do_the_same_are_a_warning_at_the_second() {
    assertThat(
            warnings(
                EAST,
                POLICY,
                STORE,
                schedule("one", "{names: [east]}", "[shop, web]"),
                schedule("two", "{selector: {matchLabels: {tier: gold}}}", "[web]"),
                schedule("three", "{names: [east]}", "[other]"),
                schedule("all", "{names: [east]}", "['*']")))
        .extracting(Problem::rule, Problem::object)
        .containsExactlyInAnyOrder(
            tuple(Rule.CONFLICTING_SCHEDULES, "BackupSchedule/two"),
            tuple(Rule.CONFLICTING_SCHEDULES, "BackupSchedule/all"));
  }

  @Test
  void a_suspended_schedule_fights_with_nobody() {
    String suspended =
        schedule("two", "{names: [east]}", "[shop]").replace("spec: {", "spec: {suspend: true, ");

    assertThat(
            warnings(EAST, POLICY, STORE, schedule("one", "{names: [east]}", "[shop]"), suspended))
        .isEmpty();
  }

  @Test
  void one_container_of_two_namespaces_is_a_warning() {
    String other =
        location("theirs", "team", "{names: [far]}")
            .replace("name: theirs", "name: theirs, namespace: b");
    String mine =
        location("mine", "team", "{names: [far]}")
            .replace("name: mine", "name: mine, namespace: a");
    String same =
        location("also", "team", "{names: [far]}")
            .replace("name: also", "name: also, namespace: a");

    assertThat(warnings(mine, same, other))
        .extracting(Problem::rule, Problem::object)
        .containsExactly(tuple(Rule.SHARED_CONTAINER, "BackupLocation/theirs"));
  }

  @Test
  void where_a_document_cannot_be_read_nothing_is_missed() {
    assertThat(warnings(POLICY, STORE, "a: 1\na: 2\n")).isEmpty();
  }

  private static List<Problem> warnings(String... documents) {
    return validate(documents).warnings();
  }

  private static Validated validate(String... documents) {
    byte[] text = String.join("---\n", documents).getBytes(StandardCharsets.UTF_8);
    return Kinds.validator()
        .validate(
            List.of(new SourceDocuments("fleet.yaml", Kinds.reader().read(text))),
            new Scope(Optional.empty(), Optional.empty(), Set::copyOf));
  }

  private static String cluster(String name, String labels) {
    return object("ApplicationCluster", name, "{access: {kubeconfigSecretRef: {name: kubeconfig}}}")
        .replace("name: " + name, "name: " + name + ", labels: " + labels);
  }

  private static String location(String name, String container, String clusters) {
    return object(
        "BackupLocation",
        name,
        "{provider: azure, azure: {storageAccount: backups, container: %s}, clusters: %s}"
            .formatted(container, clusters));
  }

  private static String schedule(String name, String clusters, String namespaces) {
    return object(
        "BackupSchedule",
        name,
        "{clusters: %s, schedulePolicyRef: {name: nightly}, locationRef: {name: store}, template: {namespaces: %s}}"
            .formatted(clusters, namespaces));
  }

  private static String object(String kind, String name, String spec) {
    return "apiVersion: fedbackup.io/v1alpha1\nkind: %s\nmetadata: {name: %s}\nspec: %s\n"
        .formatted(kind, name, spec);
  }
}
