package io.fedbackup.gitsync.validate;

import static io.fedbackup.gitsync.validate.TestKinds.brief;
import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Rule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds, metadata, and what several documents say together. */
class DocumentsTogetherTest {
  private static final String HEAD = "apiVersion: fedbackup.io/v1alpha1\nkind: Widget\n";
  private static final String BODY = "spec: {size: 1}\n";

  @Test
  void a_kind_that_is_not_accepted_says_which_are() {
    Problem problem = only("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n");

    assertThat(problem.rule()).isEqualTo(Rule.UNKNOWN_KIND);
    assertThat(problem.remedy()).contains("Widget");
    assertThat(problem.place().line()).isEqualTo(2);
  }

  @Test
  void our_kind_in_another_version_or_group_is_refused() {
    assertThat(only("apiVersion: fedbackup.io/v1\nkind: Widget\nmetadata: {name: a}\n").remedy())
        .contains("fedbackup.io/v1alpha1");
    assertThat(only("apiVersion: stork.io/v1alpha1\nkind: Widget\nmetadata: {name: a}\n").rule())
        .isEqualTo(Rule.UNKNOWN_KIND);
  }

  @Test
  void a_secret_is_refused_and_nothing_of_it_is_shown() {
    Problem problem =
        only(
            "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: canary-4711}\n");

    assertThat(problem.rule()).isEqualTo(Rule.SECRET_IN_GIT);
    assertThat(problem.toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"just text\n", "- a\n- b\n", "a: 1\n", "apiVersion: 1\nkind: Widget\n"})
  void what_is_no_object_is_refused(String yaml) {
    assertThat(TestKinds.validate(TestKinds.catalog(), yaml).problems()).hasSize(1);
  }

  @Test
  void no_document_at_all_is_an_error() {
    assertThat(only("# nothing here\n").rule()).isEqualTo(Rule.NO_DOCUMENTS);
    assertThat(TestKinds.validate(TestKinds.catalog(), Map.of(), null).isValid()).isFalse();
  }

  @Test
  void two_documents_with_one_name_are_refused_with_both_places() {
    Validated validated =
        TestKinds.validate(
            TestKinds.catalog(),
            Map.of("a.yaml", widget("one"), "b.yaml", widget("two") + "---\n" + widget("one")),
            null);

    assertThat(validated.problems()).hasSize(1);
    assertThat(validated.problems().getFirst().toString())
        .contains("b.yaml:8:18")
        .contains("a.yaml:1:1");
  }

  @Test
  void one_name_in_two_namespaces_is_two_objects() {
    String other = HEAD + "metadata: {name: one, namespace: other}\n" + BODY;

    assertThat(TestKinds.validate(TestKinds.catalog(), widget("one") + "---\n" + other).isValid())
        .isTrue();
  }

  @Test
  void another_namespace_than_the_target_is_refused() {
    String other = HEAD + "metadata: {name: one, namespace: other}\n" + BODY;
    Validated validated = TestKinds.validate(TestKinds.catalog(), Map.of("a.yaml", other), "team");

    assertThat(brief(validated)).containsExactly("3:34 NamespaceNotAllowed metadata.namespace");
  }

  @Test
  void a_document_without_namespace_gets_the_target() {
    Validated validated =
        TestKinds.validate(TestKinds.catalog(), Map.of("a.yaml", widget("one")), "team");

    assertThat(validated.manifests().getFirst().key())
        .isEqualTo(new ObjectKey("Widget", "team", "one"));
    assertThat(validated.manifests().getFirst().body().at("/metadata/namespace").asText())
        .isEqualTo("team");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: A}",
        "{name: ../a}",
        "{name: ''}",
        "{name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}",
        "{name: a, uid: x}",
        "{name: a, finalizers: [x]}",
        "{name: a, ownerReferences: []}",
        "{name: a, labels: {'a b': c}}",
        "{name: a, labels: {a: 'b c'}}",
        "{name: a, labels: {a: 1}}",
        "{name: a, labels: {fedbackup.io/git-sync-name: x}}",
        "{name: a, annotations: {fedbackup.io/mirrors: x}}",
        "{name: a, annotations: [x]}",
        "{name: 5}"
      })
  void metadata_that_is_wrong_or_reserved_is_refused(String metadata) {
    assertThat(
            TestKinds.validate(TestKinds.catalog(), HEAD + "metadata: " + metadata + "\n" + BODY)
                .problems())
        .hasSize(1);
  }

  @Test
  void annotations_for_people_are_accepted() {
    String metadata =
        "metadata: {name: a, annotations: {fedbackup.io/requested-at: '1', x/y: anything goes}}\n";

    assertThat(TestKinds.validate(TestKinds.catalog(), HEAD + metadata + BODY).isValid()).isTrue();
  }

  @Test
  void status_in_git_is_refused() {
    assertThat(only(widget("a") + "status: {phase: Active}\n").rule()).isEqualTo(Rule.RESERVED);
  }

  private static String widget(String name) {
    return HEAD + "metadata: {name: %s}\n".formatted(name) + BODY;
  }

  private static Problem only(String yaml) {
    Validated validated = TestKinds.validate(TestKinds.catalog(), yaml);
    assertThat(validated.problems()).hasSize(1);
    return validated.problems().getFirst();
  }
}
