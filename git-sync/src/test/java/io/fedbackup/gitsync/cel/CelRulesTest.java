package io.fedbackup.gitsync.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.schema.Schema;
import io.fedbackup.gitsync.validate.Subject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of our definitions, evaluated without an API server. */
class CelRulesTest {
  private static final Catalog CATALOG = Kinds.catalog();

  /** What a rule found. */
  private record Found(String pointer, Rule rule) {}

  private final CelRules rules = new CelRules();

  @Test
  void every_rule_of_every_kind_compiles() {
    var programs = new Programs();

    CATALOG.kinds().stream()
        .flatMap(kind -> rulesOf(kind.schema()))
        .forEach(
            rule -> {
              try {
                programs.holds(rule, new HashMap<>(Map.of("self", Map.of(), "oldSelf", Map.of())));
              } catch (dev.cel.runtime.CelEvaluationException e) {
                assertThat(e)
                    .hasMessageNotContaining("undeclared"); // compiled, but nothing is there
              }
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "template: {namespaces: [shop], namespaceSelector: {matchLabels: {a: b}}} | /spec/template",
        "template: {} | /spec/template",
        "template: {namespaces: ['*', shop]} | /spec/template/namespaces",
        "template: {namespaces: [kube-system]} | /spec/template/namespaces",
        "template: {namespaceSelector: {}} | /spec/template/namespaceSelector",
        "template: {namespaces: [a], labelSelector: {matchExpressions: [{key: a, operator: Exists}]}} | /spec/template/labelSelector",
        "template: {namespaces: [a], labelSelector: {matchExpressions: [{key: a, operator: In}]}} | /spec/template/labelSelector/matchExpressions/0",
        "template: {namespaces: [a], options: {KDMP.x: b}} | /spec/template/options",
        "template: {namespaces: [a], timeout: 59s} | /spec/template/timeout",
        "template: {namespaces: [a]}, clusters: {selector: {}} | /spec/clusters/selector",
      })
  void what_a_schedule_must_not_say_is_found_at_its_place(String spec, String pointer) {
    assertThat(check("BackupSchedule", "{" + spec + "}"))
        .extracting(Found::pointer)
        .contains(pointer);
  }

  @Test
  void what_keeps_all_rules_is_left_alone() {
    assertThat(
            check(
                "BackupSchedule",
                "{template: {namespaces: [shop], timeout: 1h30m}, clusters: {selector: {matchLabels: {a: b}}}}"))
        .isEmpty();
  }

  @Test
  void defaults_are_there_when_rules_are_evaluated() {
    assertThat(check("BackupLocation", "{}"))
        .as("the provider defaults to azure, which needs more")
        .extracting(Found::pointer)
        .isNotEmpty();
  }

  @Test
  void rules_of_stork_are_told_apart() {
    assertThat(check("SchedulePolicy", "{monthly: {dates: [31], time: '10:00'}}"))
        .contains(new Found("/spec/monthly/dates", Rule.NOT_SUPPORTED_BY_STORK));
  }

  @Test
  void a_part_whose_structure_is_wrong_is_not_evaluated() {
    var found = new ArrayList<Found>();
    rules.check(
        subject("BackupSchedule", "{template: {namespaces: 5}}", false),
        (pointer, rule, message, remedy) -> found.add(new Found(pointer, rule)));

    assertThat(found).isEmpty();
  }

  @Test
  void what_may_not_be_changed_is_found_where_there_is_a_live_object() {
    String before = "{provider: azure, azure: {storageAccount: one, container: team}}";
    String after = before.replace("team", "other");

    assertThat(check("BackupLocation", after)).isEmpty();
    assertThat(transition("BackupLocation", before, before)).isEmpty();
    assertThat(transition("BackupLocation", before, after))
        .extracting(Found::pointer, Found::rule)
        .containsExactly(tuple("/spec/azure/container", Rule.IMMUTABLE));
  }

  @Test
  void what_may_be_changed_in_one_direction_may_be_changed_in_that() {
    String keep =
        "{clusterRef: {name: c}, locationRef: {name: l}, namespaces: [a], reclaimPolicy: Retain}";
    String delete = keep.replace("Retain", "Delete");

    assertThat(transition("Backup", delete, keep)).isEmpty();
    assertThat(transition("Backup", keep, delete))
        .extracting(Found::pointer)
        .contains("/spec/reclaimPolicy");
  }

  private List<Found> check(String kind, String spec) {
    var found = new ArrayList<Found>();
    rules.check(
        subject(kind, spec, true),
        (pointer, rule, message, remedy) -> found.add(new Found(pointer, rule)));
    return found;
  }

  private List<Found> transition(String kind, String before, String after) {
    var found = new ArrayList<Found>();
    rules.checkTransition(
        subject(kind, after, true),
        subject(kind, before, true).object(),
        (pointer, rule, message, remedy) -> found.add(new Found(pointer, rule)));
    return found;
  }

  private static Subject subject(String kind, String spec, boolean sound) {
    String yaml =
        "apiVersion: fedbackup.io/v1alpha1\nkind: %s\nmetadata: {name: a}\nspec: %s\n"
            .formatted(kind, spec);
    var content = Kinds.reader().read(yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(content.flaws()).isEmpty();
    return new Subject(
        CATALOG.find(kind).orElseThrow(),
        "team",
        (ObjectNode) content.documents().getFirst().root(),
        sound,
        pointer -> sound);
  }

  private static Stream<String> rulesOf(Schema schema) {
    return Stream.of(
            schema.rules().stream().map(Schema.CelRule::rule),
            schema.properties().values().stream().flatMap(CelRulesTest::rulesOf),
            schema.items().stream().flatMap(CelRulesTest::rulesOf),
            schema.additional().stream().flatMap(CelRulesTest::rulesOf))
        .flatMap(rules -> rules);
  }
}
