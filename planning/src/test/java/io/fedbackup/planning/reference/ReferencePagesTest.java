package io.fedbackup.planning.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.crd.Kinds;
import io.fedbackup.planning.reason.Reason;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReferencePagesTest {

  private static final Map<String, String> PAGES = ReferencePages.all();

  @Test
  void there_is_a_page_for_each_kind_an_index_and_the_reasons() {
    assertThat(PAGES)
        .containsOnlyKeys(
            "README.md",
            "applicationcluster.md",
            "backup.md",
            "backuplocation.md",
            "backupschedule.md",
            "driftreport.md",
            "gitsync.md",
            "reasons.md",
            "rule.md",
            "schedulepolicy.md");
  }

  @Test
  void a_page_has_an_example_the_fields_with_their_limits_and_the_columns() {
    assertThat(page("backuplocation.md"))
        .contains("kind: BackupLocation", "short name `fbbl`")
        .containsPattern(
            "(?m)^\\| `spec\\.azure\\.storageAccount` \\| string \\| \\*\\*Required\\.\\*\\* .*`\\^\\[a-z0-9\\]\\{3,24\\}\\$`")
        .containsPattern("(?m)^\\| `spec\\.azure\\.environment` .*Default: `AzurePublicCloud`")
        .containsPattern("(?m)^\\| `status\\.clusters\\[\\]\\.reason` ")
        .contains("Account, Container");
  }

  @Test
  void a_page_says_what_each_state_and_each_choice_means() {
    assertThat(page("applicationcluster.md"))
        .contains(
            "| `status.phase` | Meaning |",
            "| `Hibernated` | The shoot sleeps;",
            "| `status.locations[].state` | Meaning |",
            "| `spec.onRemoval.backups` | Meaning |");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_field_that_is_not_served_yet_is_there_and_says_so(String kind) {
    var page = page(kind.toLowerCase(Locale.ROOT) + ".md");
    assertThat(DeferredFields.paths(kind))
        .allSatisfy(
            path ->
                assertThat(page.lines())
                    .filteredOn(line -> line.startsWith("| `" + path + "` |"))
                    .anyMatch(
                        line -> line.contains(DeferredFields.note(kind, path).orElseThrow())));
  }

  static Stream<String> kinds() {
    return Kinds.ALL.stream().map(HasMetadata::getKind);
  }

  @ParameterizedTest
  @EnumSource
  void every_reason_is_explained(Reason reason) {
    assertThat(page("reasons.md")).contains("| `" + reason.wireName() + "` | ");
  }

  @Test
  void a_bar_in_a_pattern_does_not_end_a_cell() {
    assertThat(page("backuplocation.md").lines().filter(line -> line.startsWith("| `")))
        .allSatisfy(line -> assertThat(line.split("(?<!\\\\)\\|", -1)).hasSizeBetween(4, 5));
  }

  private static String page(String name) {
    return PAGES.getOrDefault(name, "");
  }
}
