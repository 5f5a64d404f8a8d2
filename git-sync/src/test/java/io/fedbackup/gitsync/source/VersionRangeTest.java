package io.fedbackup.gitsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tag a range of versions leads to. */
class VersionRangeTest {
  private static final List<String> TAGS =
      List.of(
          "latest",
          "v",
          "release-7",
          "2026-11-25",
          "v1",
          "v1.2",
          "01.02.03",
          "v0.9.0",
          "v1.2.0",
          "1.2.10",
          "v1.2.9",
          "v1.3.0-rc.1",
          "v2.0.0",
          "v2.1.0-beta",
          "v99999999999999999999.0.0");

  @ParameterizedTest
  @CsvSource({
    "^1.2, 1.2.10",
    "1.x, 1.2.10",
    "~1.2.0, 1.2.10",
    ">=1.0 <1.2.10, v1.2.9",
    "'<1 || >=2 <3', v2.0.0",
    ">=1.3.0-0 <2, v1.3.0-rc.1",
    "1.2.0, v1.2.0",
    "<1, v0.9.0"
  })
  void the_highest_version_in_the_range_is_taken(String range, String tag) {
    assertThat(VersionRange.of(range).highest(TAGS)).contains(tag);
  }

  @Test
  void tags_that_are_no_versions_are_passed_over() {
    assertThat(VersionRange.of("*").highest(List.of("latest", "v1", "1.2", "vv1.0.0", "")))
        .isEmpty();
  }

  @Test
  void a_pre_release_counts_only_where_the_range_names_one() {
    assertThat(VersionRange.of("^1.3").highest(List.of("v1.3.0-rc.1"))).isEmpty();
    assertThat(VersionRange.of("^1.3.0-rc").highest(List.of("v1.3.0-rc.1"))).isPresent();
  }

  @Test
  void of_tags_with_one_version_the_last_name_is_taken_whatever_their_order() {
    assertThat(VersionRange.of("^1").highest(List.of("v1.0.0", "1.0.0"))).contains("v1.0.0");
    assertThat(VersionRange.of("^1").highest(List.of("1.0.0", "v1.0.0"))).contains("v1.0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "main", "latest", "^", ">=", "1.2;3", "$(id)"})
  void what_is_no_range_is_refused(String text) {
    SourceException refusal =
        catchThrowableOfType(SourceException.class, () -> VersionRange.of(text));

    assertThat(refusal.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(refusal.getMessage()).contains("spec.ref.semver");
  }
}
