package io.fedbackup.gitsync.validate;

import static io.fedbackup.gitsync.validate.TestKinds.brief;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Structure: every keyword of a structural schema, with the place of what violates it. */
class StructureTest {

  @Test
  void a_document_that_keeps_everything_is_valid() {
    Validated validated =
        validate(
            """
            size: 3
              name: abc
              ratio: 0.5
              flag: false
              note: null
              at: "2026-01-01T00:00:00Z"
              port: http
              labels: {a: b}
              free: {x: {z: [1]}}
              tags: [a, b]
              steps: [{run: ls}]
              ports: [{name: a, number: 1}, {name: b}]
            """);

    assertThat(validated.problems()).isEmpty();
    assertThat(validated.manifests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size: 11            | 6:9 InvalidValue spec.size",
        "size: 0             | 6:9 InvalidValue spec.size",
        "size: '3'           | 6:9 WrongType spec.size",
        "size: 1.5           | 6:9 WrongType spec.size",
        "size:               | 6:3 WrongType spec.size",
        "mode: Safe          | 6:3 MissingField spec",
      })
  void a_number_out_of_type_or_range_is_refused(String line, String problem) {
    String expected =
        problem.strip().startsWith("6:3 Missing") ? "5:1 MissingField spec" : problem.strip();

    assertThat(brief(validate(line + "\n"))).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode: fast             | 7:9 InvalidValue spec.mode",
        "name: a                | 7:9 InvalidValue spec.name",
        "name: abcdef           | 7:9 InvalidValue spec.name",
        "name: ABC              | 7:9 InvalidValue spec.name",
        "name: \"abc\\n\"          | 7:9 InvalidValue spec.name",
        "flag: 'true'           | 7:9 WrongType spec.flag",
        "at: today              | 7:7 InvalidValue spec.at",
        "port: 1.5              | 7:9 WrongType spec.port",
        "labels: {a: 1}         | 7:15 WrongType spec.labels.a",
        "labels: {a: x, b: w, c: z} | 7:11 InvalidValue spec.labels",
        "tags: [a, b, a]        | 7:16 InvalidValue spec.tags[2]",
        "tags: [a, b, c, d]     | 7:9 InvalidValue spec.tags",
        "tags: a                | 7:9 WrongType spec.tags",
        "steps: [{kind: x}]     | 7:11 MissingField spec.steps[0]",
        "steps: [{run: x, Run: z}] | 7:20 UnknownField spec.steps[0].Run",
        "ports: [{name: a}, {name: a}] | 7:22 InvalidValue spec.ports[1]",
        "sise: 3                | 7:3 UnknownField spec.sise",
        "free: x                | 7:9 WrongType spec.free",
      })
  void what_violates_a_keyword_is_refused_at_its_place(String line, String problem) {
    assertThat(brief(validate("size: 1\n  " + line + "\n"))).containsExactly(problem.strip());
  }

  @Test
  void an_unknown_field_says_what_is_allowed_and_perhaps_meant() {
    var problem = validate("size: 1\n  Mode: Fast\n").problems().getFirst();

    assertThat(problem.remedy()).contains("did you mean 'mode'").contains("ratio");
    assertThat(problem.object()).isEqualTo("Widget/w");
  }

  @Test
  void all_problems_are_reported_at_once_sorted_by_place() {
    Validated validated = validate("size: 99\n  mode: Bad\n  extra: 1\n  tags: [1]\n");

    assertThat(brief(validated))
        .containsExactly(
            "6:9 InvalidValue spec.size",
            "7:9 InvalidValue spec.mode",
            "8:3 UnknownField spec.extra",
            "9:10 WrongType spec.tags[0]");
    assertThat(validated.manifests()).isEmpty();
  }

  @Test
  void problems_are_bounded_and_counted() {
    Validated validated =
        validate("size: 1\n" + "  tags: [" + "1,".repeat(1) + "1]\n" + unknown(1500));

    assertThat(validated.problems()).hasSize(1000);
    assertThat(validated.totalProblems()).isEqualTo(1503);
  }

  private static String unknown(int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("  u").append(i).append(": 1\n");
    }
    return text.toString();
  }

  private static Validated validate(String spec) {
    return TestKinds.validate(
        TestKinds.catalog(),
        "apiVersion: fedbackup.io/v1alpha1\nkind: Widget\nmetadata:\n  name: w\nspec:\n  " + spec);
  }
}
