package io.fedbackup.gitsync.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.gitsync.validate.TestKinds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewTest {
  private static final ObjectKey POLICY = new ObjectKey("SchedulePolicy", "team", "hourly");

  @Test
  void fields_are_named_with_what_they_were_and_will_be() {
    var changes =
        FieldChanges.between(
            tree("spec: {interval: {minutes: 60, retain: 10}, list: [a, b]}\nstatus: {phase: A}"),
            tree("spec: {interval: {minutes: 30, retain: 10}, list: [a], suspend: true}"));

    assertThat(changes)
        .extracting(FieldChange::toString)
        .containsExactlyInAnyOrder(
            "spec.interval.minutes: 60 -> 30",
            "spec.list[1]: \"b\" -> (none)",
            "spec.suspend: (none) -> true");
  }

  @Test
  void what_the_api_server_keeps_is_no_change() {
    assertThat(
            ObjectChange.of(
                POLICY,
                Optional.of(tree("metadata: {uid: u, resourceVersion: '1', generation: 1}")),
                tree("metadata: {uid: u, resourceVersion: '2', generation: 2}")))
        .isEmpty();
  }

  @Test
  void what_a_secret_holds_is_never_shown() {
    var changes =
        FieldChanges.between(
            tree("kind: Secret\ndata: {key: Y2FuYXJ5LW9sZA==}"),
            tree("kind: Secret\ndata: {key: Y2FuYXJ5LW5ldw==}"));

    assertThat(changes).singleElement().hasToString("data.key: (hidden) -> (hidden)");
  }

  @Test
  void a_new_object_is_shown_with_all_its_fields_and_their_defaults() {
    var change =
        ObjectChange.of(
            POLICY,
            Optional.empty(),
            tree(
                """
                apiVersion: fedbackup.io/v1alpha1
                kind: SchedulePolicy
                metadata:
                  name: hourly
                  namespace: team
                  uid: u
                  labels: {fedbackup.io/git-sync-namespace: team, fedbackup.io/git-sync-name: fleet, tier: gold}
                spec: {weekly: {days: [Mon, Tue]}, sharedWith: [{namespaces: [a]}]}
                """));

    assertThat(change.orElseThrow().fields())
        .extracting(FieldChange::toString)
        .containsExactlyInAnyOrder(
            "metadata.labels.tier: (none) -> \"gold\"",
            "spec.weekly.days: (none) -> [\"Mon\",\"Tue\"]",
            "spec.sharedWith[0].namespaces: (none) -> [\"a\"]");
  }

  @Test
  void text_begins_with_what_is_refused_and_then_with_what_is_dangerous() {
    var text = new PreviewText(false).render(Previews.everything());

    assertThat(text.lines().toList())
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("! REFUSED Rule team/freeze"))
        .satisfies(lines -> assertThat(lines.get(1)).startsWith("! NOT KNOWN "))
        .satisfies(lines -> assertThat(lines.get(2)).startsWith("! DANGEROUS team/eu"));
    assertThat(text)
        .contains("~ SchedulePolicy team/hourly")
        .contains("    spec.interval.retain: 5 -> 3")
        .endsWith(
            "1 to create, 1 to change, 1 to remove, 7 unchanged, 1 refused, as GitSync team/fleet\n")
        .doesNotContain("\u001b");
    assertThat(new PreviewText(true).render(Previews.everything())).contains("\u001b[1;31m");
  }

  @Test
  void what_it_comes_to_is_the_worst_of_it() {
    assertThat(Previews.nothing().verdict()).isEqualTo(Preview.Verdict.NO_CHANGE);
    assertThat(Previews.harmless().verdict()).isEqualTo(Preview.Verdict.CHANGES);
    assertThat(Previews.dangerous().verdict()).isEqualTo(Preview.Verdict.DANGEROUS);
    assertThat(Previews.held().verdict()).isEqualTo(Preview.Verdict.DANGEROUS);
    assertThat(Previews.unknown().verdict()).isEqualTo(Preview.Verdict.DANGEROUS);
    assertThat(Previews.everything().verdict()).isEqualTo(Preview.Verdict.REFUSED);
  }

  @Test
  void markdown_is_no_place_for_markup_of_documents() {
    var text =
        PreviewMarkdown.render(Previews.saying("a | b <script> @everyone `x` [l](https://e)"));

    assertThat(text)
        .contains("a \\| b &lt;script> @\u200beveryone 'x' \\[l\\](https:\u200b//e)")
        .doesNotContain("<script>");
  }

  @Test
  void markdown_of_a_whole_fleet_fits_a_comment() {
    assertThat(PreviewMarkdown.render(Previews.huge()))
        .hasSizeLessThan(65_000)
        .contains("more consequences", "more objects", "</details>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "harmless", "dangerous", "held", "unknown", "everything"})
  void markdown_and_json_are_as_they_were_agreed_on(String name) throws IOException {
    Preview preview = Previews.named(name);

    assertThat(PreviewMarkdown.render(preview)).isEqualTo(golden(name + ".md"));
    assertThat(PreviewJson.of(preview).toPrettyString() + "\n").isEqualTo(golden(name + ".json"));
  }

  private static String golden(String file) throws IOException {
    try (InputStream in = PreviewTest.class.getResourceAsStream("golden/" + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static JsonNode tree(String yaml) {
    return TestKinds.tree(yaml + "\n");
  }
}
