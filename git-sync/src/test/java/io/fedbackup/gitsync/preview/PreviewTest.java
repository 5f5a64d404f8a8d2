package io.fedbackup.gitsync.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.gitsync.validate.TestKinds;
import io.fedbackup.planning.consequence.Consequence;
import io.fedbackup.planning.consequence.Effect;
import io.fedbackup.planning.naming.ObjectName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
  void text_begins_with_what_is_dangerous() {
    var text = new PreviewText(false).render(preview());

    assertThat(text.lines().findFirst())
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("! DANGEROUS team/eu").contains("2 backups"));
    assertThat(text)
        .contains("~ SchedulePolicy team/hourly")
        .contains("    spec.interval.retain: 5 -> 3")
        .endsWith("0 to create, 1 to change, 0 to remove, 7 unchanged\n")
        .doesNotContain("\u001b");
    assertThat(new PreviewText(true).render(preview())).contains("\u001b[1;31m");
  }

  @Test
  void markdown_is_no_place_for_markup_of_documents() {
    var tricky =
        new Preview(
            "dir",
            preview().changes(),
            List.of(
                new Consequence(
                    Effect.DESTROYS_BACKUPS,
                    new ObjectName("team", "eu"),
                    "BackupSchedule team/shop",
                    "a | b <script> @everyone `x`",
                    List.of("one"),
                    12)),
            0,
            0,
            Optional.of(new Preview.Held("abc", 9, 2)));

    var text = PreviewMarkdown.render(tricky);

    assertThat(text)
        .contains("[!CAUTION]")
        .contains("a \\| b &lt;script> @\u200beveryone 'x'")
        .contains("one and 11 more")
        .contains("Fedbackup-Confirm: abc");
  }

  @Test
  void json_says_all_of_it() {
    var json = PreviewJson.of(preview());

    assertThat(json.path("dangerous").asBoolean()).isTrue();
    assertThat(json.at("/changes/0/fields/0/path").asText()).isEqualTo("spec.interval.retain");
    assertThat(json.at("/consequences/0/effect").asText()).isEqualTo("DestroysBackups");
    assertThat(json.at("/consequences/0/cluster/name").asText()).isEqualTo("eu");
  }

  private static Preview preview() {
    return new Preview(
        "dir",
        List.of(
            new ObjectChange(
                ObjectChange.Action.CHANGE,
                POLICY,
                List.of(new FieldChange("spec.interval.retain", "5", "3")))),
        List.of(
            new Consequence(
                Effect.DESTROYS_BACKUPS,
                new ObjectName("team", "eu"),
                "BackupSchedule team/shop",
                "2 backups are erased: SchedulePolicy team/hourly keeps fewer than before",
                List.of("shop-1", "shop-2"),
                2)),
        7,
        0,
        Optional.empty());
  }

  private static JsonNode tree(String yaml) {
    return TestKinds.tree(yaml + "\n");
  }
}
